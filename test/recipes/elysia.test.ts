import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Elysia } from 'elysia';
import { afterAll, beforeAll, expect, it } from 'vitest';
import withCors from '../../src/adapters/fetch.ts';
import { APP, ask, EVIL, preflight } from '../cases/case.ts';
import { corsHeaders } from '../hosts/harness.ts';
import { close, listen, sendHttp1 } from '../hosts/wire.ts';

const app = new Elysia()
  .get('/', () => 'quote')
  .put('/', () => {
    throw new Error('as this test wants');
  });
const fetch = withCors((request: Request) => app.handle(request), {
  origin: [APP],
  allowedHeaders: [],
  methods: 'PUT',
});

let server: Server;
let port: number;
beforeAll(async () => {
  server = createAdaptorServer({ fetch }) as Server;
  port = await listen(server);
});
afterAll(() => close(server));

const READABLE = { 'access-control-allow-origin': APP, vary: 'Origin' };

it.each([
  ['an allowed origin', ask(APP), 200, READABLE],
  ['a refused origin', ask(EVIL), 200, { vary: 'Origin' }],
  ['an error', ask(APP, 'PUT'), 500, READABLE],
  ['a route that is not there', ask(APP, 'DELETE'), 404, READABLE],
  ['a preflight', preflight(APP), 204, { ...READABLE, 'access-control-allow-methods': 'PUT' }],
])('Elysia: %s', async (_, request, status, headers) => {
  const received = await sendHttp1(port, request);
  expect({ status: received.status, headers: corsHeaders(received.headers) }).toEqual({ status, headers });
});
