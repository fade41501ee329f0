import fastifyCors from '@fastify/cors';
import koaCors from '@koa/cors';
import cors from 'cors';
import crossgate from 'crossgate';
import { cors as crossgateFastify } from 'crossgate/fastify';
import { withCors } from 'crossgate/fetch';
import { cors as crossgateHono } from 'crossgate/hono';
import { cors as crossgateKoa } from 'crossgate/koa';
import express from 'express';
import Fastify from 'fastify';
import { H3, handleCors } from 'h3';
import { Hono } from 'hono';
import { cors as honoCors } from 'hono/cors';
import Koa from 'koa';
import { originsOf } from './cases.js';

const A = 'https://app.example';
const LIST = originsOf(10);
const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'];
const HEADERS = ['Content-Type', 'X-Request-Id', 'Authorization'];
const OURS = { origin: LIST, credentials: true, methods: METHODS, allowedHeaders: HEADERS, maxAge: 600 };

/** Each host: its applications by variant, and how one of them is asked. The floor has no CORS and knows OPTIONS. */
const APPLICATIONS = {
  'Express 5': {
    kind: 'node',
    floor: () => expressWith(),
    crossgate: () => expressWith(crossgate(OURS)),
    cors: () => expressWith(cors(OURS)),
  },
  Koa: {
    kind: 'node',
    floor: () => koaWith(),
    crossgate: () => koaWith(crossgateKoa(OURS)),
    // It knows no lists: this is how its users write one.
    '@koa/cors': () =>
      koaWith(
        koaCors({
          origin: (context) => (LIST.includes(context.get('Origin')) ? context.get('Origin') : ''),
          credentials: true,
          allowMethods: METHODS,
          allowHeaders: HEADERS,
          maxAge: 600,
        }),
      ),
  },
  Fastify: {
    kind: 'node',
    floor: () => fastifyWith(),
    crossgate: () => fastifyWith(crossgateFastify, OURS),
    '@fastify/cors': () => fastifyWith(fastifyCors, OURS),
  },
  Hono: {
    kind: 'fetch',
    floor: () => honoWith(),
    crossgate: () => honoWith(crossgateHono(OURS)),
    'hono/cors': () =>
      honoWith(
        honoCors({
          origin: LIST,
          credentials: true,
          allowMethods: METHODS,
          allowHeaders: HEADERS,
          maxAge: 600,
        }),
      ),
  },
  h3: {
    kind: 'fetch',
    floor: () => h3With(),
    crossgate: () => withCors(h3With(), OURS),
    'h3 handleCors': () =>
      h3With((event) =>
        handleCors(event, {
          origin: LIST,
          credentials: true,
          methods: METHODS,
          allowHeaders: HEADERS,
          exposeHeaders: [],
          maxAge: '600',
          preflight: { statusCode: 204 },
        }),
      ),
  },
};

const PREFLIGHT = {
  origin: A,
  'access-control-request-method': 'PUT',
  'access-control-request-headers': 'content-type,x-request-id',
};

export const HOSTS = Object.keys(APPLICATIONS).flatMap((host) => [
  { name: `${host}: list of 10, hit`, host, method: 'GET', headers: { origin: A } },
  { name: `${host}: preflight, list of 10`, host, method: 'OPTIONS', headers: PREFLIGHT },
]);

export function applicationsOf(host) {
  return APPLICATIONS[host];
}

function expressWith(...middleware) {
  const app = express();
  for (const one of middleware) app.use(one);
  return app.all('/things', (_, response) => response.end('ok'));
}

function koaWith(...middleware) {
  const app = new Koa();
  for (const one of middleware) app.use(one);
  app.use((context) => {
    context.body = 'ok';
  });
  return app.callback();
}

async function fastifyWith(plugin, options) {
  const app = Fastify();
  if (plugin !== undefined) await app.register(plugin, options);
  app.route({ method: ['GET', 'OPTIONS'], url: '/things', handler: (_, reply) => reply.send('ok') });
  await app.ready();
  return (request, response) => app.routing(request, response);
}

function honoWith(...middleware) {
  const app = new Hono();
  for (const one of middleware) app.use('*', one);
  app.all('/things', (context) => context.text('ok'));
  return (request) => app.fetch(request);
}

function h3With(cors) {
  const app = new H3();
  app.all('/things', (event) => {
    const answer = cors?.(event);
    return answer === undefined || answer === false ? 'ok' : answer;
  });
  return (request) => app.fetch(request);
}
