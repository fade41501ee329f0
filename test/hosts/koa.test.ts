import http from 'node:http';
import Koa from 'koa';
import Koa2 from 'koa2';
import { cors } from '../../src/adapters/koa.ts';
import type { CorsDelegate } from '../../src/cors.ts';
import { caseTables } from '../cases.ts';
import { describeCases, type Host } from './harness.ts';
import { close, listen, sendHttp1 } from './wire.ts';

function koaHost(name: string, create: () => Koa): Host {
  return {
    name,
    async start(layers, { vary }, handler) {
      const app = create();
      app.silent = true;
      app.use((ctx, next) => {
        if (vary.length > 0) ctx.set('Vary', [...vary]);
        return next();
      });
      for (const source of layers) app.use(cors(source as CorsDelegate<Koa.Context>));
      app.use(async (ctx) => {
        const status = await handler();
        ctx.body = null;
        ctx.status = status;
      });
      const server = http.createServer(app.callback());
      const port = await listen(server);
      return { send: (request) => sendHttp1(port, request), close: () => close(server) };
    },
  };
}

for (const host of [koaHost('Koa 3', () => new Koa()), koaHost('Koa 2', () => new Koa2())]) {
  for (const [title, cases] of Object.entries(caseTables)) describeCases(host, title, cases);
}
