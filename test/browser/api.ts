import http from 'node:http';
import express from 'express';
import type { CorsSource } from '../../src/cors.ts';
import { cors } from '../../src/index.ts';
import { type Application, STATUS } from '../cases/case.ts';
import { close, listen } from '../hosts/wire.ts';

/** A request as the server saw it, reduced to what CORS is about. */
export interface Seen {
  readonly method: string;
  readonly origin: string | undefined;
  readonly requestMethod: string | undefined;
  readonly requestHeaders: string | undefined;
}

export interface RunningServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface RunningApi extends RunningServer {
  /** Every request that came, before CORS looked at it. */
  readonly seen: readonly Seen[];
  /** The methods that reached a handler. */
  readonly handled: readonly string[];
}

/**
 * An Express server behind the middleware of each layer, outermost first. It tells what it gets; any path serves as a
 * page of its own origin, too.
 */
export async function startApi(
  layers: readonly CorsSource<unknown>[],
  behaviour: Application['behaviour'] = 'ok',
): Promise<RunningApi> {
  const seen: Seen[] = [];
  const handled: string[] = [];
  const app = express();
  app.use((request, _response, next) => {
    const { method, headers } = request;
    seen.push({
      method,
      origin: headers.origin,
      requestMethod: headers['access-control-request-method'],
      requestHeaders: headers['access-control-request-headers'],
    });
    next();
  });
  for (const source of layers) app.use(cors(source));
  app.use(express.json());
  app.use((request, _response, next) => {
    handled.push(request.method);
    next();
  });
  app.post('/session', (_request, response) => {
    response.cookie('user', 'ada', { httpOnly: true, sameSite: 'lax' }).end();
  });
  app.get('/me', (request, response) => {
    response.type('text').send(request.headers.cookie ?? 'nobody');
  });
  app.get('/broken', (_request, response) => {
    response.status(500).send('out of order');
  });
  app.use((request, response) => {
    const { 'x-request-id': id = 'none' } = request.headers;
    response.status(STATUS[behaviour]);
    response.set({ 'X-Request-Id': id, 'X-Internal': 'secret' });
    response.json({ method: request.method, body: request.body ?? null });
  });
  return { ...(await start(app)), seen, handled };
}

/** A server of pages: an empty one, and at `/framed` one with a sandboxed frame in it. */
export function startPages(): Promise<RunningServer> {
  return start((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    const frame = '<iframe sandbox="allow-scripts" srcdoc="a frame"></iframe>';
    response.end(`<!doctype html><link rel="icon" href="data:,">${request.url === '/framed' ? frame : ''}`);
  });
}

async function start(listener: http.RequestListener): Promise<RunningServer> {
  const server = http.createServer(listener);
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
}
