import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { type FetchHandler, withCors } from '../../src/adapters/fetch.ts';
import type { CorsDelegate } from '../../src/cors.ts';
import type { Case } from '../cases/case.ts';
import { caseTables } from '../cases.ts';
import { describeCases, type Host } from './harness.ts';
import { close, listen, sendHttp1 } from './wire.ts';

const fetchHost: Host = {
  name: 'a fetch handler',
  async start(layers, { vary }, handler) {
    const respond: FetchHandler = async () => {
      const response = new Response(null, { status: await handler() });
      for (const line of vary) response.headers.append('vary', line);
      return response;
    };
    const fetch = layers.reduceRight(
      (inner, source) => withCors(inner, source as CorsDelegate<Request>),
      respond,
    );
    const server = createAdaptorServer({
      fetch: (request) => Promise.resolve(fetch(request)).catch(() => new Response(null, { status: 500 })),
    }) as Server;
    const port = await listen(server);
    return { send: (request) => sendHttp1(port, request), close: () => close(server) };
  },
};

/**
 * The exceptions of this host. There is no error handling to hand an error and a head to: what is thrown goes on to the
 * runtime, whose response is its own. And the application has no response before the handler makes one, so there is no
 * `Vary` of its to merge with where the handler does not run.
 */
function exceptFor(cases: readonly Case[]): Case[] {
  return cases
    .filter(({ application, expected }) => application.vary.length === 0 || expected.by === 'handler')
    .map((row) =>
      row.expected.status === 500 ? { ...row, expected: { ...row.expected, headers: {} } } : row,
    );
}

for (const [title, cases] of Object.entries(caseTables)) describeCases(fetchHost, title, exceptFor(cases));
