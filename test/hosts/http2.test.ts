import { once } from 'node:events';
import http2 from 'node:http2';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { cors } from '../../src/index.ts';
import { ask, preflight } from '../cases/case.ts';
import { corsHeaders } from './harness.ts';
import { close, listen, sendHttp2 } from './wire.ts';

const A = 'https://a.example';

/** Serves over h2c; the handler of each request gets what the middleware hands on. */
async function serve(middleware: ReturnType<typeof cors>, next: (error?: unknown) => void) {
  const server = http2.createServer((request, response) =>
    middleware(request, response, (...args) => {
      next(...args);
      if (!response.stream.destroyed) response.end();
    }),
  );
  return { server, port: await listen(server) };
}

it.each([
  ['a request', {}],
  ['a preflight', { ':method': 'OPTIONS', 'access-control-request-method': 'PUT' }],
])('%s whose stream was destroyed while a function was asked harms nobody', async (_, headers) => {
  let decide: (answer: boolean) => void = () => {};
  let asked: () => void = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const next = vi.fn();
  const gate = () =>
    new Promise<boolean>((resolve) => {
      decide = resolve;
      asked();
    });
  const middleware = cors({ origin: (origin) => (origin === A ? gate() : true), allowedHeaders: [] });
  const { server, port } = await serve(middleware, next);
  const failures: unknown[] = [];
  const note = (error: unknown) => failures.push(error);
  process.on('unhandledRejection', note).on('uncaughtException', note);
  const session = http2.connect(`http://127.0.0.1:${port}`);
  const stream = session.request({ ':path': '/', origin: A, ...headers }).on('error', () => {});
  await isAsked;
  stream.close(http2.constants.NGHTTP2_CANCEL);
  await once(stream, 'close');
  await delay(5);
  decide(true);
  await delay(5);
  const { status } = await sendHttp2(port, ask('https://b.example'));
  process.off('unhandledRejection', note).off('uncaughtException', note);
  session.close();
  await close(server);
  expect(status, 'the server goes on').toBe(200);
  expect(failures).toEqual([]);
  expect(next.mock.calls.every((args) => args.length === 0)).toBe(true);
});

it('merges the Vary of HTTP/2, and sends no Content-Length with a 204', async () => {
  const middleware = cors({ origin: [A], methods: 'PUT', allowedHeaders: [] });
  const server = http2.createServer((request, response) => {
    response.setHeader('Vary', 'Accept');
    middleware(request, response, () => response.end());
  });
  const port = await listen(server);
  const granted = await sendHttp2(port, preflight(A));
  const plain = await sendHttp2(port, ask(undefined));
  await close(server);
  expect([granted.status, corsHeaders(granted.headers, true)]).toEqual([
    204,
    { 'access-control-allow-origin': A, 'access-control-allow-methods': 'PUT', vary: 'Accept, Origin' },
  ]);
  expect([plain.status, corsHeaders(plain.headers)]).toEqual([200, { vary: 'Accept, Origin' }]);
});
