import Fastify from 'fastify';
import { cors } from '../../src/adapters/fastify.ts';
import { caseTables } from '../cases.ts';
import { describeCases, type Host } from './harness.ts';
import { listen, sendHttp1 } from './wire.ts';

const fastifyHost: Host = {
  name: 'Fastify 5',
  async start(layers, { vary }, handler) {
    const app = Fastify();
    app.addHook('onRequest', async (_, reply) => {
      if (vary.length > 0) reply.header('vary', vary);
    });
    for (const source of layers) await app.register(cors, () => source as object);
    app.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: '/',
      handler: async (_, reply) => reply.code(await handler()).send(),
    });
    await app.ready();
    const port = await listen(app.server);
    return { send: (request) => sendHttp1(port, request), close: () => app.close() };
  },
};

for (const [title, cases] of Object.entries(caseTables)) describeCases(fastifyHost, title, cases);
