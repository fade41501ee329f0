import http from 'node:http';
import connect from 'connect';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { withCors } from '../../../src/adapters/fetch.ts';
import { CorsBlockedError, openPage, type Page, type PageOptions } from '../../../src/browser/index.ts';
import cors, { type CorsOptions, createPolicy } from '../../../src/index.ts';

const APP = 'https://app.example';
const API = 'https://api.example/things';

const pages: Page[] = [];
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
});

function open(options: PageOptions, origin = APP): Page {
  const page = openPage(origin, options);
  pages.push(page);
  return page;
}

function api(options: CorsOptions = {}) {
  const app = express();
  app.use(cors(createPolicy(options)));
  app.all('/things', (req, res) => {
    res
      .set('X-Total', '7')
      .cookie('seen', '1')
      .json({ method: req.method, host: req.get('host') });
  });
  return app;
}

describe('a server under test', () => {
  it('is an Express app, reached under whatever name the URL has', async () => {
    const page = open({ server: api({ origin: APP, exposedHeaders: ['X-Total'] }) });
    const response = await page.fetch(API);
    expect(response.status).toBe(200);
    expect(response.type).toBe('cors');
    expect(response.url).toBe(API);
    expect(response.redirected).toBe(false);
    expect([...response.headers.keys()]).toEqual(['content-length', 'content-type', 'x-total']);
    expect(await response.json()).toEqual({ method: 'GET', host: 'api.example' });
    expect(page.requests).toEqual([
      {
        url: API,
        method: 'GET',
        headers: {
          origin: APP,
          accept: '*/*',
          referer: `${APP}/`,
          'sec-fetch-site': 'cross-site',
          'sec-fetch-mode': 'cors',
          'sec-fetch-dest': 'empty',
        },
      },
    ]);
  });

  it('is a Connect app', async () => {
    const app = connect();
    app.use(cors() as never);
    app.use((_: unknown, res: http.ServerResponse) => res.end('hello'));
    expect(await (await open({ server: app }).fetch(API)).text()).toBe('hello');
  });

  it('is an http.Server that does not listen yet, and is closed with the page', async () => {
    const server = http.createServer(api());
    const page = open({ server });
    expect((await page.fetch(API)).status).toBe(200);
    expect(server.listening).toBe(true);
    await page.close();
    expect(server.listening).toBe(false);
  });

  it('is an http.Server that listens, and is left alone; or its base URL', async () => {
    const server = http.createServer(api());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const first = open({ server });
    const second = open({ server: `http://127.0.0.1:${port}` });
    expect((await first.fetch(API)).status).toBe(200);
    expect(await (await second.fetch(API)).json()).toEqual({ method: 'GET', host: 'api.example' });
    await first.close();
    expect(server.listening).toBe(true);
    await new Promise((resolve) => server.close(resolve));
  });

  it('is a (Request) => Response handler', async () => {
    const fetch = withCors(async (request) => new Response(await request.text()), { origin: [APP] });
    const page = open({ fetch });
    const response = await page.fetch(API, { method: 'PUT', body: 'hello' });
    expect(await response.text()).toBe('hello');
    expect(page.requests.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT']);
    await expect(open({ fetch }, 'https://evil.example').fetch(API)).rejects.toThrow(CorsBlockedError);
  });

  it('is exactly one of the two', () => {
    expect(() => openPage(APP, {})).toThrow('either `server`');
    expect(() => openPage(APP, { server: api(), fetch: () => new Response() })).toThrow('either `server`');
    expect(() => openPage(`${APP}/`, { server: api() })).toThrow(`A browser would send "${APP}"`);
  });

  it('is no Koa app, but its callback; nor a URL with a path', () => {
    const koa = { callback: () => () => undefined };
    expect(() => openPage(APP, { server: koa as never })).toThrow('app.callback()');
    expect(() => openPage(APP, { server: 'http://127.0.0.1:3000/api' })).toThrow('host and port only');
    expect(() => openPage(APP, { server: '127.0.0.1' })).toThrow('is not the URL of a server');
  });

  it('that does not answer makes a TypeError that is no CorsBlockedError', async () => {
    const silent = http.createServer((req) => req.socket.destroy());
    const failure = await open({ server: silent })
      .fetch(API)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(failure).not.toBeInstanceOf(CorsBlockedError);
    expect(failure).toMatchObject({
      message: 'Failed to fetch, and not because of CORS: socket hang up',
      cause: { code: 'ECONNRESET' },
    });
  });
});

describe('a block', () => {
  it('rejects with the words of the browser, the cause and the cure', async () => {
    const page = open({ server: api({ origin: 'https://app.example:8443' }) });
    const failure = await page.fetch(API).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CorsBlockedError);
    expect(failure).toBeInstanceOf(TypeError);
    const { name, message, verdict, explanation } = failure as CorsBlockedError;
    expect(name).toBe('CorsBlockedError');
    expect(verdict).toMatchObject({
      outcome: 'blocked',
      engine: 'standard',
      code: 'acao-mismatch',
      step: 'response',
    });
    expect(explanation.nearMiss?.kind).toBe('port');
    expect(message.split('\n')).toEqual([
      `Access to fetch at '${API}' from origin '${APP}' has been blocked by CORS policy: ` +
        "The 'Access-Control-Allow-Origin' header has a value 'https://app.example:8443' that is not equal to the " +
        'supplied origin. Have the server send the header with a valid value.',
      `Cause: ${explanation.cause}`,
      `Cure: ${explanation.cure}`,
    ]);
  });

  it('speaks the words of the engine that was asked for', async () => {
    const page = open({ server: api({ origin: [] }), engine: 'firefox' });
    await expect(page.fetch(API)).rejects.toThrow(/CORS header ‘Access-Control-Allow-Origin’ missing/);
  });

  it('on a preflight keeps the request from being sent', async () => {
    const page = open({ server: api({ origin: APP, methods: ['GET'] }) });
    await expect(page.fetch(API, { method: 'DELETE' })).rejects.toMatchObject({
      verdict: { code: 'method-not-allowed', detail: 'DELETE', step: 'preflight' },
    });
    expect(page.requests.map(({ method }) => method)).toEqual(['OPTIONS']);
  });

  it('is a verdict for those who ask for one', async () => {
    const page = open({ server: api({ origin: APP }) });
    expect(await page.verdict(API, { credentials: 'include' })).toMatchObject({
      outcome: 'blocked',
      code: 'acac-invalid',
    });
    expect(await page.verdict(API)).toMatchObject({ outcome: 'readable', code: null });
  });
});

describe('what a page reads', () => {
  it('of its own origin is everything but cookies', async () => {
    const page = open({ server: api({ origin: [] }) });
    const response = await page.fetch('/things');
    expect(response.type).toBe('basic');
    expect(response.url).toBe(`${APP}/things`);
    expect(response.headers.get('x-total')).toBe('7');
    expect(response.headers.get('x-powered-by')).toBe('Express');
    expect(response.headers.has('set-cookie')).toBe(false);
    expect(page.requests[0]?.headers).not.toHaveProperty('origin');
  });

  it('in mode no-cors is nothing', async () => {
    const response = await open({ server: api({ origin: [] }) }).fetch(API, { mode: 'no-cors' });
    const { status, type, url, ok } = response;
    expect({ status, type, url, ok }).toEqual({ status: 0, type: 'opaque', url: '', ok: false });
    expect([...response.headers]).toEqual([]);
    expect(await response.text()).toBe('');
    expect(response.clone().type).toBe('opaque');
  });

  it('survives cloning', async () => {
    const response = await open({ server: api() }).fetch(API);
    const copy = response.clone();
    expect([copy.type, copy.url, await copy.json()]).toEqual([
      'cors',
      API,
      { method: 'GET', host: 'api.example' },
    ]);
  });

  it('may be an error status, where that carries the headers', async () => {
    const response = await open({ server: api() }).fetch('https://api.example/nothing');
    expect([response.status, response.ok]).toEqual([404, false]);
  });
});

describe('what a page sends', () => {
  const echo = (options: CorsOptions = {}) => {
    const app = express();
    app.use(cors(createPolicy(options)), express.text({ type: () => true }));
    app.all('/*path', (req, res) => res.json({ type: req.get('content-type'), body: req.body }));
    return app;
  };

  it('tells its type as the browser does, and asks first where that is no form', async () => {
    const page = open({ server: echo() });
    const text = await page.fetch(API, { method: 'POST', body: 'a=1' });
    expect(await text.json()).toEqual({ type: 'text/plain;charset=UTF-8', body: 'a=1' });
    const form = await page.fetch(API, { method: 'POST', body: new URLSearchParams({ a: '1' }) });
    expect(await form.json()).toEqual({
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
      body: 'a=1',
    });
    expect(page.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
    const headers = new Headers({ 'Content-Type': 'application/json' });
    const json = await page.fetch(API, { method: 'POST', headers, body: '{}' });
    expect(await json.json()).toEqual({ type: 'application/json', body: '{}' });
    expect(page.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'OPTIONS', 'POST']);
    expect(page.requests[2]?.headers['access-control-request-headers']).toBe('content-type');
  });

  it('may be a Request, or a stream, which always asks first', async () => {
    const page = open({ server: echo() });
    const request = new Request(API, {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    expect(await (await page.fetch(request)).json()).toEqual({ type: 'text/plain', body: 'x' });
    const body = new Blob(['streamed']).stream();
    await page.fetch(API, { method: 'POST', body });
    expect(page.requests.map(({ method }) => method)).toEqual(['POST', 'OPTIONS', 'POST']);
  });

  it('is refused where fetch itself refuses', async () => {
    const page = open({ server: echo() });
    await expect(page.fetch(API, { body: 'x' })).rejects.toThrow('GET/HEAD');
    await expect(page.fetch('http://')).rejects.toThrow('is not a URL');
    await expect(page.fetch(API, { method: 'TRACE' })).rejects.toMatchObject({
      verdict: { code: 'method-forbidden' },
    });
    expect(page.requests).toEqual([]);
  });

  it('can be called off', async () => {
    const controller = new AbortController();
    const never = open({ server: () => controller.abort(new Error('enough')) });
    await expect(never.fetch(API, { signal: controller.signal })).rejects.toThrow('enough');
  });
});
