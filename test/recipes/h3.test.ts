import http from 'node:http';
import { defineMiddleware, H3, type H3Event, HTTPError, toNodeHandler, toResponse } from 'h3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import withCors from '../../src/adapters/fetch.ts';
import { APP, ask, type CaseRequest, EVIL, preflight } from '../cases/case.ts';
import { corsHeaders } from '../hosts/harness.ts';
import { close, listen, sendHttp1 } from '../hosts/wire.ts';

const OPTIONS = { origin: [APP], allowedHeaders: [], methods: 'PUT' } as const;
const READABLE = { 'access-control-allow-origin': APP, vary: 'Origin' };

function routes(app: H3): H3 {
  return app
    .get('/', () => 'quote')
    .put('/', () => {
      throw new HTTPError({ status: 409 });
    });
}

/** Around everything: for an application that is served by its `fetch`. */
const around = routes(new H3());
const wrapped = withCors((request: Request) => around.fetch(request), OPTIONS);

/** As middleware: what Nitro takes from server/middleware/cors.ts. */
const guard = withCors(
  (_: Request, event: H3Event, next: () => unknown) => toResponse(Promise.resolve().then(next), event),
  OPTIONS,
);
const guarded = new H3();
guarded.use(defineMiddleware((event, next) => guard(event.req as Request, event, next)));
routes(guarded);

describe.each([
  ['around h3', () => http.createServer(toNodeHandler({ fetch: wrapped } as unknown as H3))],
  ['as middleware of h3 and Nitro', () => http.createServer(toNodeHandler(guarded))],
])('%s', (_, create) => {
  let server: http.Server;
  let port: number;
  beforeAll(async () => {
    server = create();
    port = await listen(server);
  });
  afterAll(() => close(server));

  it.each<[string, CaseRequest, number, object]>([
    ['an allowed origin', ask(APP), 200, READABLE],
    ['a refused origin', ask(EVIL), 200, { vary: 'Origin' }],
    ['an error', ask(APP, 'PUT'), 409, READABLE],
    ['a route that is not there', ask(APP, 'DELETE'), 404, READABLE],
    ['a preflight', preflight(APP), 204, { ...READABLE, 'access-control-allow-methods': 'PUT' }],
  ])('%s', async (_, request, status, headers) => {
    const received = await sendHttp1(port, request);
    expect({ status: received.status, headers: corsHeaders(received.headers) }).toEqual({ status, headers });
  });
});
