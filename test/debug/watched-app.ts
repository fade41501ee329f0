import http from 'node:http';
import express, { type Express } from 'express';
import { type CorsDebugEvent, type CorsOptions, cors } from '../../src/index.ts';
import type { CaseRequest } from '../cases/case.ts';
import type { Received } from '../hosts/harness.ts';
import { close, listen, sendHttp1 } from '../hosts/wire.ts';

export interface WatchedApp {
  /** What the option `debug` was called with so far. */
  readonly events: readonly CorsDebugEvent[];
  send(request: CaseRequest, path?: string): Promise<Received>;
  close(): Promise<void>;
}

/** Resolves once the observer of every engine made before is loaded. */
export async function observerLoaded(): Promise<void> {
  await import('../../src/debug/observe.ts');
  await new Promise((resolve) => setImmediate(resolve));
}

/** A real Express app behind real middleware whose debug events are kept. */
export async function watchedApp(
  options: CorsOptions,
  mount: (app: Express) => void = () => undefined,
  before: (app: Express) => void = () => undefined,
): Promise<WatchedApp> {
  const events: CorsDebugEvent[] = [];
  const app = express().set('env', 'test');
  before(app);
  app.use(cors({ ...options, debug: (event) => events.push(event) }));
  mount(app);
  app.use((_request, response) => {
    response.send('ok');
  });
  const server = http.createServer(app);
  const port = await listen(server);
  await observerLoaded();
  return {
    events,
    send: (request, path = '/things') => sendHttp1(port, request, path),
    close: () => close(server),
  };
}

/** The lines of an app after some requests. */
export async function linesOf(
  requests: readonly CaseRequest[],
  ...app: Parameters<typeof watchedApp>
): Promise<string[]> {
  const watched = await watchedApp(...app);
  try {
    for (const request of requests) await watched.send(request);
    return watched.events.map((event) => event.text);
  } finally {
    await watched.close();
  }
}
