import { once } from 'node:events';
import { createServer } from 'node:http';
import connect from 'connect';
import cors from 'cors';
import crossgate from 'crossgate';
import express from 'express';
import { originsOf } from './cases.js';

const OPTIONS = { origin: originsOf(10), credentials: true };
const MIDDLEWARE = { crossgate, cors };

/** A server on a port of its own: `host` with one answer, behind one of the middlewares or `none`. */
export async function listen(host, variant) {
  const middleware = MIDDLEWARE[variant]?.(OPTIONS);
  const server = createServer(LISTENERS[host](middleware)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: server.address().port };
}

const LISTENERS = {
  'node:http': (middleware) =>
    middleware === undefined
      ? answer
      : (request, response) => middleware(request, response, () => answer(request, response)),
  Connect: (middleware) => withLayers(connect(), middleware),
  'Express 5': (middleware) => withLayers(express(), middleware),
};

function withLayers(app, middleware) {
  if (middleware !== undefined) app.use(middleware);
  return app.use(answer);
}

function answer(_, response) {
  response.setHeader('Content-Type', 'text/plain');
  response.end('ok');
}
