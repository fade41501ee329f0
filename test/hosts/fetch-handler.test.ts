import { describe, expect, it } from 'vitest';
import { withCors } from '../../src/adapters/fetch.ts';
import { createPolicy, isCorsOptionsError } from '../../src/index.ts';
import { APP, EVIL } from '../cases/case.ts';
import { corsHeaders } from './harness.ts';

const LIST = { origin: [APP], allowedHeaders: [] };
const READABLE = { 'access-control-allow-origin': APP, vary: 'Origin' };
const URL_ = 'https://api.example/';
const ask = (origin = APP, init: RequestInit = {}) => new Request(URL_, { headers: { origin }, ...init });

async function headOf(response: Promise<Response>) {
  const { status, headers } = await response;
  return { status, headers: corsHeaders([...headers]) };
}

describe('responses of a fetch handler', () => {
  it.each([
    [
      'a redirect, whose headers are immutable',
      () => Response.redirect('https://elsewhere.example/', 302),
      302,
    ],
    ['a fetched one, whose headers are immutable', () => fetch('data:text/plain,ok'), 200],
    ['a failure', () => Response.json({ sorry: true }, { status: 503 }), 503],
    ['a 204', () => new Response(null, { status: 204 }), 204],
    ['a 304', () => new Response(null, { status: 304 }), 304],
  ])('%s', async (_, respond, status) => {
    expect(await headOf(withCors(respond, LIST)(ask()))).toEqual({ status, headers: READABLE });
  });

  it('keep status text, other headers, every cookie, and Vary', async () => {
    const headers = new Headers({ vary: 'Accept', 'x-a': '1' });
    headers.append('set-cookie', 'a=1');
    headers.append('set-cookie', 'b=2');
    const handler = withCors(() => new Response('ok', { status: 299, statusText: 'Fine', headers }), LIST);
    const response = await handler(ask());
    expect([response.status, response.statusText, await response.text()]).toEqual([299, 'Fine', 'ok']);
    expect([...response.headers]).toEqual([
      ['access-control-allow-origin', APP],
      ['content-type', 'text/plain;charset=UTF-8'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['vary', 'Accept, Origin'],
      ['x-a', '1'],
    ]);
  });

  it('of Workers are copied with all that they carry', async () => {
    const bytes = new Uint8Array([1]);
    const response = new Response(bytes, { status: 299, statusText: 'Fine', headers: { 'x-a': '1' } });
    const handler = withCors(() => Object.assign(response, { webSocket: null }), LIST);
    const { status, statusText, headers } = await handler(ask());
    expect([status, statusText, headers.get('x-a')]).toEqual([299, 'Fine', '1']);
    expect(corsHeaders([...headers])).toEqual(READABLE);
  });

  it('stream, and are not read ahead', async () => {
    let pulled = 0;
    const body = new ReadableStream(
      {
        pull(controller) {
          pulled++;
          controller.enqueue(new TextEncoder().encode(`${pulled}`));
          if (pulled === 2) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const response = await withCors(() => new Response(body), LIST)(ask());
    expect(pulled).toBe(0);
    expect(await response.text()).toBe('12');
  });

  it('are not copied where nobody else can have them: with a body, or of a class of their own', async () => {
    class OwnResponse extends Response {}
    for (const response of [new Response('ok'), Response.json({}), new OwnResponse(null)]) {
      expect(await withCors(() => response, LIST)(ask())).toBe(response);
      expect(corsHeaders([...response.headers])).toEqual(READABLE);
    }
  });

  it('are not copied by an outer policy either', async () => {
    const response = new Response('ok');
    const inner = withCors(() => response, LIST);
    expect(await withCors(inner, { origin: '*', exposedHeaders: 'X-A' })(ask())).toBe(response);
    expect(corsHeaders([...response.headers])).toEqual(READABLE);
  });

  it('that come a second time are copied, and forget who asked first', async () => {
    const shared = new Response(null, { status: 404, headers: { 'content-type': 'text/plain' } });
    const handler = withCors(() => shared, LIST);
    expect(await headOf(handler(ask()))).toEqual({ status: 404, headers: READABLE });
    expect(await headOf(handler(ask(EVIL)))).toEqual({ status: 404, headers: { vary: 'Origin' } });
    expect(corsHeaders([...shared.headers])).toEqual(READABLE);
  });

  it('may be shared: each asker gets a copy', async () => {
    const shared = new Response(null, { status: 404 });
    const handler = withCors(() => shared, LIST);
    expect(await headOf(handler(ask()))).toEqual({ status: 404, headers: READABLE });
    expect(await headOf(handler(ask(EVIL)))).toEqual({ status: 404, headers: { vary: 'Origin' } });
    expect([...shared.headers]).toEqual([]);
  });

  it.each([
    ['an error response', Response.error()],
    ['an upgrade', Object.create(Response.prototype, { status: { value: 101 }, webSocket: { value: {} } })],
    ['nothing, which is how Bun is told of an upgrade', undefined],
  ])('%s goes through untouched', async (_, response) => {
    expect(await withCors(() => response as Response, LIST)(ask())).toBe(response);
  });
});

describe('withCors', () => {
  it('hands on everything that it was given', async () => {
    const env = { KV: {} };
    const handler = withCors((request, ...rest) => Response.json([request.url, rest]), LIST);
    expect(await (await handler(ask(), env, 'context')).json()).toEqual([URL_, [env, 'context']]);
  });

  it('lets the innermost policy win, whichever response comes out', async () => {
    const inner = withCors(() => new Response('inner'), LIST);
    const copying = withCors(async (request: Request) => new Response((await inner(request)).body), {
      origin: '*',
      exposedHeaders: 'X-A',
    });
    expect(await headOf(copying(ask(EVIL)))).toEqual({ status: 200, headers: { vary: 'Origin' } });
    expect(await headOf(copying(ask()))).toEqual({ status: 200, headers: READABLE });
  });

  it('forgets a request that is answered', async () => {
    const request = ask(EVIL);
    const first = withCors(() => new Response('first'), { ...LIST, vary: 'X-Tenant' });
    const second = withCors(() => new Response('second'), { origin: '*' });
    await first(request);
    expect(await headOf(second(request))).toEqual({
      status: 200,
      headers: { 'access-control-allow-origin': '*' },
    });
    const failing = withCors(() => Promise.reject(new Error('x')), LIST);
    await expect(failing(request)).rejects.toThrow('x');
    expect(await headOf(second(request))).toEqual({
      status: 200,
      headers: { 'access-control-allow-origin': '*' },
    });
  });

  it('hands errors on: those of the handler as they are, those of its functions with what went wrong', async () => {
    const control = { digest: 'NEXT_REDIRECT' };
    const throwing = withCors(() => {
      throw control;
    }, LIST);
    await expect(throwing(ask())).rejects.toBe(control);
    const wrong = withCors(() => new Response(), { origin: () => undefined as never });
    await expect(wrong(ask())).rejects.toThrow('The origin function returned undefined');
  });

  it('hands the request to functions', async () => {
    class TenantRequest extends Request {
      tenant = 'app';
    }
    const handler = withCors(
      (_: TenantRequest) => new Response('ok'),
      (request) => ({
        origin: [`https://${request.tenant}.example`],
      }),
    );
    const request = new TenantRequest(URL_, { headers: { origin: APP } });
    expect(await headOf(handler(request))).toEqual({ status: 200, headers: READABLE });
  });

  it('enforces by the URL where the runtime hides the host', async () => {
    const handler = withCors(() => new Response('ok'), { ...LIST, enforce: true });
    expect((await headOf(handler(ask('https://api.example')))).status).toBe(200);
    expect((await headOf(handler(ask('https://api.example:8443')))).status).toBe(403);
  });

  it('shows its policy, and takes another one', async () => {
    const policy = createPolicy<Request>(LIST);
    const handler = withCors(() => new Response('ok'), policy);
    expect(handler.policy).toBe(policy);
    expect(() => handler.update({ origin: 'x' })).toThrow(expect.toSatisfy(isCorsOptionsError));
    handler.update({ origin: [EVIL] });
    expect((await headOf(handler(ask(EVIL)))).headers).toMatchObject({ 'access-control-allow-origin': EVIL });
  });
});
