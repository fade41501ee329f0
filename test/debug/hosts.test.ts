import { createServer } from 'node:http';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { expect, it } from 'vitest';
import fastifyCors from '../../src/adapters/fastify.ts';
import withCors from '../../src/adapters/fetch.ts';
import honoCors from '../../src/adapters/hono.ts';
import koaCors from '../../src/adapters/koa.ts';
import { type CorsDebugEvent, cors } from '../../src/index.ts';
import { countDecisions } from '../../src/live/index.ts';
import { APP, ask, EVIL } from '../cases/case.ts';
import { close, listen, sendHttp1 } from '../hosts/wire.ts';
import { observerLoaded } from './watched-app.ts';

const block = `crossgate: ${EVIL} may not read GET /: the origin is not allowed. Add '${EVIL}' to origin. [origin-refused]`;
const lost =
  "crossgate: GET /: Vary was overwritten with 'Cookie' and lacks Origin: a cache may serve this response to another origin. Add to Vary instead of setting it: res.vary(name), or res.appendHeader('Vary', name). [vary-lost]";

function watched() {
  const lines: string[] = [];
  const debug = (event: CorsDebugEvent) => lines.push(event.text);
  return { lines, options: { origin: [APP], debug } };
}

it('Koa: blocks, what a handler overwrites, and nothing about the errors that it answers', async () => {
  const { lines, options } = watched();
  const app = new Koa().use(koaCors(options)).use((context) => {
    if (context.get('origin') === APP) context.throw(418);
    context.set('Vary', 'Cookie');
  });
  const server = createServer(app.callback());
  const port = await listen(server);
  await observerLoaded();
  expect((await sendHttp1(port, ask(APP))).status).toBe(418);
  expect(lines).toEqual([]);
  await sendHttp1(port, ask(EVIL));
  await close(server);
  expect(lines).toEqual([lost, block]);
});

it('Fastify: blocks, what a handler overwrites, and nothing about the errors that it answers', async () => {
  const { lines, options } = watched();
  const app = Fastify();
  await app.register(fastifyCors, options);
  app.get('/', (request, reply) => {
    if (request.headers.origin === APP) throw new Error('expected');
    reply.header('vary', 'Cookie').send('ok');
  });
  const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
  await observerLoaded();
  expect((await sendHttp1(port, ask(APP))).status).toBe(500);
  expect(lines).toEqual([]);
  await sendHttp1(port, ask(EVIL));
  await app.close();
  expect(lines).toEqual([lost, block]);
});

it.each([EVIL, APP])('Hono and fetch: blocks of %s', async (origin) => {
  const { lines, options } = watched();
  const hono = new Hono().use('*', honoCors(options)).get('/things', (context) => context.text('ok'));
  const handler = withCors(async () => new Response('ok'), options);
  await observerLoaded();
  const request = () => new Request('http://api.example/things?q=1', { headers: { origin } });
  await hono.fetch(request());
  await handler(request());
  const line = block.replace('GET /:', 'GET /things:');
  // The one has a context, the other the request.
  expect(lines).toEqual(origin === APP ? [] : [line, line]);
});

it.each(['sec-fetch-mode', 'Sec-Fetch-Mode'])('Hono and fetch: %s is read', async (name) => {
  const { lines, options } = watched();
  const hono = new Hono().use('*', honoCors(options));
  const handler = withCors(async () => new Response('ok'), options);
  await observerLoaded();
  const headers = { origin: EVIL, [name]: 'navigate' };
  await hono.fetch(new Request('http://api.example/', { method: 'POST', headers }));
  await handler(new Request('http://api.example/', { method: 'POST', headers }));
  expect(lines).toEqual([]);
});

it('a middleware behind a recorder still tells of blocks', async () => {
  const { subscribe, unsubscribe } = await import('node:diagnostics_channel');
  const { lines, options } = watched();
  const middleware = countDecisions(cors(options));
  const server = createServer((request, response) => middleware(request, response, () => response.end()));
  const port = await listen(server);
  await observerLoaded();
  const listener = () => undefined;
  subscribe('crossgate:decision', listener);
  await sendHttp1(port, ask(EVIL));
  unsubscribe('crossgate:decision', listener);
  await close(server);
  expect(lines).toEqual([block]);
});
