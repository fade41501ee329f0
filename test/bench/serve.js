// A server for the load generator: `node serve.js <host> <variant>`. Prints its port.
import { createServer } from 'node:http';
import connect from 'connect';
import cors from 'cors';
import crossgate from 'crossgate';
import express from 'express';
import { originsOf } from './cases.js';

const [host, variant] = process.argv.slice(2);
const options = { origin: originsOf(10), credentials: true };
const middleware = { none: undefined, crossgate, cors }[variant]?.(options);
const answer = (_, response) => {
  response.setHeader('Content-Type', 'text/plain');
  response.end('ok');
};

const LISTENERS = {
  'node:http': () =>
    middleware === undefined
      ? answer
      : (request, response) => middleware(request, response, () => answer(request, response)),
  Connect: () => withLayers(connect()),
  'Express 5': () => withLayers(express()),
};

function withLayers(app) {
  if (middleware !== undefined) app.use(middleware);
  return app.use(answer);
}

const server = createServer(LISTENERS[host]());
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
