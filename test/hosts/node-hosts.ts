import http from 'node:http';
import http2 from 'node:http2';
import connect from 'connect';
import express from 'express';
import express4 from 'express4';
import { cors, type NodeRequest, type NodeResponse } from '../../src/index.ts';
import type { CaseRequest } from '../cases/case.ts';
import type { Handler, Host, Received, RunningHost } from './harness.ts';
import { close, listen, sendHttp1, sendHttp2 } from './wire.ts';

type Next = (error?: unknown) => void;
type Middleware = (request: NodeRequest, response: Outgoing, next: Next) => void;

/** A response as these hosts have it; the middleware itself asks for less. */
interface Outgoing extends NodeResponse {
  setHeader(name: string, value: string | readonly string[]): unknown;
}

/** Makes a server of middleware, the first one outermost. */
type Assemble = (stack: readonly Middleware[]) => http.Server | http2.Http2Server;

/** A host that listens on a port, to which other bytes may be sent than the table's. */
export interface NodeHost extends Host {
  start(...args: Parameters<Host['start']>): Promise<RunningServer>;
}

export interface RunningServer extends RunningHost {
  readonly port: number;
}

function nodeHost(name: string, assemble: Assemble, send = sendHttp1): NodeHost {
  return {
    name,
    async start(layers, { vary }, handler) {
      const before: Middleware = (_request, response, next) => {
        if (vary.length > 0) response.setHeader('Vary', vary);
        next();
      };
      const server = assemble([before, ...layers.map((source) => cors(source)), applicationOf(handler)]);
      const port = await listen(server);
      return {
        port,
        send: (request: CaseRequest): Promise<Received> => send(port, request),
        close: () => close(server),
      };
    },
  };
}

/** Throws what the handler throws, and hands a rejection on, which Express 4 and Connect do not do by themselves. */
function applicationOf(handler: Handler): Middleware {
  return (_request, response, next) => {
    const status = handler();
    if (typeof status !== 'number') {
      status.catch(next);
      return;
    }
    response.statusCode = status;
    response.end();
  };
}

/** The stack on a bare server: errors become a 500, whether handed on or thrown. */
export function bareListener(
  stack: readonly Middleware[],
): (request: NodeRequest, response: Outgoing) => void {
  return (request, response) => {
    const fail = () => {
      response.statusCode = 500;
      response.end();
    };
    const run = (index: number, error?: unknown): void => {
      try {
        if (error !== undefined) throw error;
        stack[index]?.(request, response, (reason) => run(index + 1, reason));
      } catch {
        fail();
      }
    };
    run(0);
  };
}

type App = { use(handler: Middleware): unknown } & http.RequestListener;

/** Errors are expected here: the frameworks' own handlers run, but need not print them. */
function assembleApp(create: () => App): Assemble {
  return (stack) => {
    const app = create();
    for (const middleware of stack) app.use(middleware);
    return http.createServer(app);
  };
}

const quietly = <Application extends { set(name: string, value: string): unknown }>(
  app: Application,
): Application => {
  app.set('env', 'test');
  return app;
};

export const express5Host = nodeHost(
  'Express 5',
  assembleApp(() => quietly(express())),
);
export const express4Host = nodeHost(
  'Express 4',
  assembleApp(() => quietly(express4())),
);
export const connectHost = nodeHost(
  'Connect',
  assembleApp(() => connect()),
);
export const httpHost = nodeHost('node:http', (stack) => http.createServer(bareListener(stack)));
export const http2Host = nodeHost(
  'node:http2',
  (stack) => http2.createServer(bareListener(stack)),
  sendHttp2,
);
