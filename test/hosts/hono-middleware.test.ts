import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { streamText } from 'hono/streaming';
import { describe, expect, it } from 'vitest';
import { cors } from '../../src/adapters/hono.ts';
import { isCorsOptionsError } from '../../src/index.ts';
import { APP, EVIL } from '../cases/case.ts';
import { corsHeaders } from './harness.ts';

const LIST = { origin: [APP], allowedHeaders: [] };
const READABLE = { 'access-control-allow-origin': APP, vary: 'Origin' };
const request = (origin = APP, method = 'GET', more = {}): RequestInit => ({
  method,
  headers: { origin, ...more },
});

async function headOf(response: Response | Promise<Response>) {
  const { status, headers } = await response;
  return { status, headers: corsHeaders([...headers]) };
}

describe('responses on Hono', () => {
  const app = new Hono();
  app.use('*', cors(LIST));
  app.get('/text', (c) => c.text('ok'));
  app.get(
    '/raw',
    () => new Response('ok', { headers: { vary: 'Accept', 'access-control-allow-origin': '*' } }),
  );
  app.get('/redirect', () => Response.redirect('https://elsewhere.example/', 302));
  app.get('/c-redirect', (c) => c.redirect('/text'));
  app.get('/stream', (c) => streamText(c, async (stream) => void (await stream.write('streamed'))));
  app.get('/throws', () => {
    throw new Error('as this test wants');
  });
  app.get('/http-exception', () => {
    throw new HTTPException(401, { res: new Response('no', { status: 401, headers: { vary: 'Cookie' } }) });
  });
  app.onError((error, c) => (error instanceof HTTPException ? error.getResponse() : c.text('sorry', 500)));

  it.each([
    ['/text', 200, 'Origin'],
    ['/raw', 200, 'Accept, Origin'],
    ['/redirect', 302, 'Origin'],
    ['/c-redirect', 302, 'Origin'],
    ['/stream', 200, 'Origin'],
    ['/throws', 500, 'Origin'],
    ['/http-exception', 401, 'Cookie, Origin'],
    ['/none', 404, 'Origin'],
  ])('%s', async (path, status, vary) => {
    expect(await headOf(app.request(path, request()))).toEqual({ status, headers: { ...READABLE, vary } });
  });

  it('keep their bodies and other headers', async () => {
    const response = await app.request('/stream', request());
    expect([await response.text(), response.headers.get('transfer-encoding')]).toEqual([
      'streamed',
      'chunked',
    ]);
    expect(await (await app.request('/http-exception', request())).text()).toBe('no');
  });
});

describe('cors on Hono', () => {
  it('keeps the headers of other middleware, also on a preflight', async () => {
    const app = new Hono();
    app.use('*', async (c, next) => {
      c.header('X-Request-Id', '1');
      c.header('Vary', 'Accept');
      await next();
    });
    app.use('*', secureHeaders());
    app.use('*', cors(LIST));
    const response = await app.request(
      '/',
      request(APP, 'OPTIONS', { 'access-control-request-method': 'PUT' }),
    );
    expect(await headOf(response)).toEqual({
      status: 204,
      headers: {
        ...READABLE,
        vary: 'Accept, Origin',
        'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE,QUERY',
      },
    });
    expect([response.headers.get('x-request-id'), response.headers.get('x-frame-options')]).toEqual([
      '1',
      'SAMEORIGIN',
    ]);
  });

  it('lets the innermost policy win, with other middleware in between', async () => {
    const app = new Hono();
    app.use('*', cors({ origin: '*', exposedHeaders: 'X-A' }));
    app.use('*', async (c, next) => {
      await next();
      c.header('X-Between', '1');
    });
    app.route(
      '/inner',
      new Hono().use('*', cors(LIST)).get('/', (c) => c.text('ok')),
    );
    app.get('/outer', (c) => c.text('ok'));
    expect(await headOf(app.request('/inner', request(EVIL)))).toEqual({
      status: 200,
      headers: { vary: 'Origin' },
    });
    expect(await headOf(app.request('/inner', request()))).toEqual({ status: 200, headers: READABLE });
    expect((await headOf(app.request('/outer', request(EVIL)))).headers).toMatchObject({
      'access-control-allow-origin': '*',
    });
  });

  it('sends a failure of its own to the error handler, with Vary', async () => {
    const app = new Hono();
    app.use('*', cors({ origin: () => undefined as never }));
    app.onError((error) => new Response(error.message, { status: 500 }));
    app.get('/', (c) => c.text('ok'));
    const response = await app.request('/', request());
    expect(await headOf(response)).toEqual({ status: 500, headers: { vary: 'Origin' } });
    expect(await response.text()).toContain('The origin function returned undefined');
  });

  it('hands its context to functions', async () => {
    const app = new Hono<{ Variables: { tenant: string }; Bindings: { ALLOWED: string } }>();
    app.use('*', async (c, next) => {
      c.set('tenant', 'app');
      await next();
    });
    app.use(
      '/delegate',
      cors((c) => ({ origin: [`https://${c.get('tenant')}.example`] })),
    );
    app.use('/function', cors({ origin: async (origin, c) => origin === c.env.ALLOWED }));
    app.get('/:any', (c) => c.text('ok'));
    const bindings = { ALLOWED: APP };
    expect(await headOf(app.request('/delegate', request(), bindings))).toEqual({
      status: 200,
      headers: READABLE,
    });
    expect(await headOf(app.request('/function', request(), bindings))).toEqual({
      status: 200,
      headers: READABLE,
    });
  });

  it('shows its policy, and takes another one', () => {
    const middleware = cors(LIST);
    expect(middleware.policy?.options.origin).toEqual([APP]);
    expect(() => middleware.update({ origin: 'x' })).toThrow(expect.toSatisfy(isCorsOptionsError));
    middleware.update({ origin: [EVIL] });
    expect(middleware.policy?.options.origin).toEqual([EVIL]);
  });
});
