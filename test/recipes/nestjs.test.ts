import 'reflect-metadata';
import type { Server } from 'node:http';
import { Controller, Get, Module, Put } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import cors from '../../src/index.ts';
import { APP, ask, EVIL, preflight } from '../cases/case.ts';
import { corsHeaders } from '../hosts/harness.ts';
import { sendHttp1 } from '../hosts/wire.ts';

/** Decorated by calls, because decorators are no JavaScript yet. */
class Quotes {
  all() {
    return ['quote'];
  }
  put() {
    throw new Error('as this test wants');
  }
}
Controller()(Quotes);
Get()(
  Quotes.prototype,
  'all',
  Object.getOwnPropertyDescriptor(Quotes.prototype, 'all') as PropertyDescriptor,
);
Put()(
  Quotes.prototype,
  'put',
  Object.getOwnPropertyDescriptor(Quotes.prototype, 'put') as PropertyDescriptor,
);
class AppModule {}
Module({ controllers: [Quotes] })(AppModule);

const create = () => NestFactory.create(AppModule, { logger: false });
let app: Awaited<ReturnType<typeof create>>;
let port: number;
beforeAll(async () => {
  app = await create();
  app.use(cors({ origin: [APP], credentials: true, allowedHeaders: [], methods: 'PUT' }));
  await app.listen(0, '127.0.0.1');
  port = ((app.getHttpServer() as Server).address() as { port: number }).port;
});
afterAll(() => app.close());

const READABLE = {
  'access-control-allow-origin': APP,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
};

it.each([
  ['an allowed origin', ask(APP), 200, READABLE],
  ['a refused origin', ask(EVIL), 200, { vary: 'Origin' }],
  ['an error', ask(APP, 'PUT'), 500, READABLE],
  ['a preflight', preflight(APP), 204, { ...READABLE, 'access-control-allow-methods': 'PUT' }],
])('NestJS: %s', async (_, request, status, headers) => {
  const received = await sendHttp1(port, request);
  expect({ status: received.status, headers: corsHeaders(received.headers) }).toEqual({ status, headers });
});
