import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { cors } from '../../src/adapters/hono.ts';
import type { CorsDelegate } from '../../src/cors.ts';
import { caseTables } from '../cases.ts';
import { describeCases, type Host } from './harness.ts';
import { close, listen, sendHttp1 } from './wire.ts';

const honoHost: Host = {
  name: 'Hono',
  async start(layers, { vary }, handler) {
    const app = new Hono();
    app.onError((_, c) => c.body(null, 500));
    app.use(async (c, next) => {
      for (const line of vary) c.header('Vary', line, { append: true });
      await next();
    });
    for (const source of layers) app.use('*', cors(source as CorsDelegate<Context>));
    app.all('*', async (c) => c.body(null, (await handler()) as 200));
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    const port = await listen(server);
    return { send: (request) => sendHttp1(port, request), close: () => close(server) };
  },
};

for (const [title, cases] of Object.entries(caseTables)) describeCases(honoHost, title, cases);
