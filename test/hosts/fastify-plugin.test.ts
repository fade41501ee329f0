import { Readable } from 'node:stream';
import Fastify, { type FastifyInstance, type InjectOptions, type RouteHandlerMethod } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { cors } from '../../src/adapters/fastify.ts';
import { createPolicy, isCorsOptionsError } from '../../src/index.ts';
import { APP, EVIL } from '../cases/case.ts';
import { corsHeaders } from './harness.ts';

const ADMIN = 'https://admin.example';
const LIST = { origin: [APP], methods: 'PUT', allowedHeaders: [] };
const OVERRIDE = { cors: { origin: [ADMIN], methods: 'DELETE', allowedHeaders: [] } };
const GRANTED = {
  status: 204,
  headers: { 'access-control-allow-origin': APP, 'access-control-allow-methods': 'PUT', vary: 'Origin' },
};
const OVERRIDDEN = {
  status: 204,
  headers: { 'access-control-allow-origin': ADMIN, 'access-control-allow-methods': 'DELETE', vary: 'Origin' },
};
const REFUSED = { status: 204, headers: { vary: 'Origin' } };
const READABLE = { status: 200, headers: { 'access-control-allow-origin': APP, vary: 'Origin' } };

let app: FastifyInstance;
const create = () => {
  app = Fastify({ forceCloseConnections: true });
  return app;
};
afterEach(() => app.close());

/** Over a real socket: what Fastify injects skips Node's part of the head. */
async function send(method: string, url: string, headers: Record<string, string>) {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const response = await fetch(new URL(url, app.listeningOrigin), { method, headers });
  await response.text();
  return { status: response.status, headers: corsHeaders([...response.headers]) };
}
const preflight = (url: string, origin = APP, method = 'PUT', more: InjectOptions['headers'] = {}) =>
  send('OPTIONS', url, { origin, 'access-control-request-method': method, ...(more as object) });
const handler = async () => 'handled';

describe('preflights on Fastify', () => {
  it('are answered on routes without OPTIONS, with it, and without a route', async () => {
    await create().register(cors, LIST);
    app.put('/put', handler);
    app.options('/own', handler);
    expect(await preflight('/put')).toEqual(GRANTED);
    expect(await preflight('/own')).toEqual(GRANTED);
    expect(await preflight('/none')).toEqual(GRANTED);
  });

  it('leave routes alone: no OPTIONS route appears, and plain OPTIONS goes where it went', async () => {
    await create().register(cors, LIST);
    app.put('/put', { config: OVERRIDE }, handler);
    expect(app.hasRoute({ method: 'OPTIONS', url: '/put' })).toBe(false);
    expect(await send('OPTIONS', '/put', { origin: ADMIN })).toEqual({
      status: 404,
      headers: { vary: 'Origin' },
    });
  });

  it.each(['before', 'after'])(
    'live with a plugin that owns the wildcard, registered %s them',
    async (order) => {
      const wildcard = async (scope: FastifyInstance) => {
        scope.options('*', async (_, reply) => reply.code(299).send());
      };
      create();
      if (order === 'before') app.register(wildcard);
      await app.register(cors, LIST);
      app.put('/put', { config: OVERRIDE }, handler);
      if (order === 'after') app.register(wildcard);
      expect(await preflight('/any')).toEqual(GRANTED);
      expect(await preflight('/put', ADMIN)).toEqual(OVERRIDDEN);
      expect(await send('OPTIONS', '/put', { origin: ADMIN })).toEqual({
        status: 299,
        headers: { vary: 'Origin' },
      });
    },
  );

  it('reach the application with preflightContinue', async () => {
    await create().register(cors, { ...LIST, preflightContinue: true });
    app.options('/own', async (_, reply) => reply.code(200).send());
    expect(await preflight('/own')).toEqual({ ...GRANTED, status: 200 });
    expect(await preflight('/none')).toEqual({ ...GRANTED, status: 404 });
  });

  it('are answered for the routes of an inner scope, and for no others', async () => {
    create();
    app.register(async (scope) => {
      await scope.register(cors, LIST);
      scope.put('/inner/:id', handler);
    });
    app.put('/outer', handler);
    expect(await preflight('/inner/1')).toEqual(GRANTED);
    expect(await preflight('/inner/1', EVIL)).toEqual(REFUSED);
    expect(await preflight('/outer')).toEqual({ status: 404, headers: {} });
    expect(await send('PUT', '/inner/1', { origin: APP })).toEqual(READABLE);
    expect(await send('PUT', '/outer', { origin: APP })).toEqual({ status: 200, headers: {} });
  });

  it('belong to the outer scope first, and to the inner one where that continues', async () => {
    await create().register(cors, { origin: '*', preflightContinue: true });
    app.register(async (scope) => {
      await scope.register(cors, LIST);
      scope.put('/', handler);
    });
    const vary = 'Access-Control-Request-Headers, Origin';
    expect(await preflight('/')).toEqual({ ...GRANTED, headers: { ...GRANTED.headers, vary } });
    expect(await preflight('/', EVIL)).toEqual({ status: 204, headers: { vary } });
  });
});

describe('config.cors of a route on Fastify', () => {
  it('applies to the route and to its preflights, and to nothing else', async () => {
    await create().register(cors, LIST);
    app.put('/users/:id', { config: OVERRIDE }, handler);
    app.put('/users/me', handler);
    app.post('/users/:id', handler);
    expect(await send('PUT', '/users/1', { origin: ADMIN })).toEqual({
      status: 200,
      headers: { 'access-control-allow-origin': ADMIN, vary: 'Origin' },
    });
    expect(await send('PUT', '/users/1', { origin: APP })).toEqual({
      status: 200,
      headers: { vary: 'Origin' },
    });
    expect(await preflight('/users/1?a=b', ADMIN)).toEqual(OVERRIDDEN);
    expect(await preflight('/users/1', APP)).toEqual(REFUSED);
    expect(await preflight('/users/me', APP)).toEqual(GRANTED);
    expect(await preflight('/users/me', ADMIN)).toEqual(REFUSED);
    expect(await preflight('/users/1', APP, 'POST')).toEqual(GRANTED);
  });

  it.each(['/exact', '/*', '/files/*', '/:a-:b', '/:id(^\\d+$)', '/maybe/:x?'])(
    'is found for the pattern %s',
    async (url) => {
      await create().register(cors, LIST);
      app.put(url, { config: OVERRIDE }, handler);
      const path = { '/exact': '/exact', '/*': '/x', '/files/*': '/files/x/y', '/:a-:b': '/1-2' }[url];
      expect(await preflight(path ?? (url.startsWith('/maybe') ? '/maybe' : '/123'), ADMIN)).toEqual(
        OVERRIDDEN,
      );
    },
  );

  it('is found under a prefix, with and without a trailing slash, and for HEAD', async () => {
    await create().register(cors, LIST);
    app.register(
      async (scope) => {
        scope.get('/', { config: OVERRIDE }, handler);
      },
      { prefix: '/v1' },
    );
    for (const url of ['/v1', '/v1/']) {
      expect(await preflight(url, ADMIN, 'GET')).toEqual(OVERRIDDEN);
      expect(await preflight(url, ADMIN, 'HEAD')).toEqual(OVERRIDDEN);
      expect(await preflight(url, APP, 'PUT')).toEqual(GRANTED);
    }
  });

  it('may be a policy or a delegate', async () => {
    await create().register(cors, LIST);
    app.put('/policy', { config: { cors: createPolicy(OVERRIDE.cors) as never } }, handler);
    app.put(
      '/delegate',
      {
        config: {
          cors: (request) => ({ ...OVERRIDE.cors, origin: [`https://${request.url.slice(1)}.example`] }),
        },
      },
      handler,
    );
    expect(await preflight('/policy', ADMIN)).toEqual(OVERRIDDEN);
    expect((await preflight('/delegate', 'https://delegate.example')).headers).toMatchObject({
      'access-control-allow-origin': 'https://delegate.example',
    });
  });

  it('is refused at start-up when it is wrong', async () => {
    await create().register(cors, LIST);
    expect(() => app.put('/x', { config: { cors: { origin: 'x' } } }, handler)).toThrow(
      expect.toSatisfy(isCorsOptionsError),
    );
    app.put('/y', { config: OVERRIDE, constraints: { host: 'a.example' } }, handler);
    expect(() =>
      app.put('/y', { config: { cors: { origin: '*' } }, constraints: { host: 'b.example' } }, handler),
    ).toThrow('PUT /y is declared twice, with different config.cors');
  });

  it('fails loudly when the plugin could not see it', async () => {
    create().register(cors, LIST);
    app.put('/early', { config: OVERRIDE }, handler);
    await app.ready();
    const response = await app.inject({ method: 'PUT', url: '/early', headers: { origin: ADMIN } });
    expect([response.statusCode, response.json().message]).toEqual([
      500,
      expect.stringContaining(
        'PUT /early has a config.cors, but was declared before the CORS plugin was loaded',
      ),
    ]);
  });

  it.each(['constructor', '__proto__', 'toString', 'PURGE', ''])(
    'is not looked for by the method %j',
    async (method) => {
      await create().register(cors, LIST);
      app.put('/x', { config: OVERRIDE }, handler);
      await app.ready();
      const headers = { origin: APP, 'access-control-request-method': method };
      const response = await app.inject({ method: 'OPTIONS', url: '/x', headers });
      expect({
        status: response.statusCode,
        headers: corsHeaders(Object.entries(response.headers) as [string, string][]),
      }).toEqual(GRANTED);
    },
  );
});

describe('replies on Fastify', () => {
  it('keep the headers when hijacked, streamed, redirected, not found, and failed', async () => {
    await create().register(cors, LIST);
    app.setErrorHandler((_, __, reply) => reply.code(503).send({ sorry: true }));
    app.get('/hijack', (_, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/plain' }).end('raw');
    });
    app.get('/stream', async (_, reply) => reply.send(Readable.from(['a', 'b'])));
    app.get('/throws', async () => {
      throw new Error('as this test wants');
    });
    app.get('/broken', async (_, reply) => {
      const body = new Readable({ read: () => void body.destroy(new Error('as this test wants')) });
      return reply.send(body);
    });
    const { headers } = READABLE;
    expect(await send('GET', '/hijack', { origin: APP })).toEqual(READABLE);
    expect(await send('GET', '/stream', { origin: APP })).toEqual(READABLE);
    expect(await send('GET', '/throws', { origin: APP })).toEqual({ status: 503, headers });
    expect(await send('GET', '/broken', { origin: APP })).toEqual({ status: 503, headers });
    expect(await send('GET', '/none', { origin: APP })).toEqual({ status: 404, headers });
  });

  it.each<[string, RouteHandlerMethod]>([
    ['an explicit head', (_, reply) => void reply.hijack().raw.writeHead(200).end('raw')],
    ['a head with a status text', (_, reply) => void reply.hijack().raw.writeHead(200, 'fine').end('raw')],
    ['an implicit head', (_, reply) => void reply.hijack().raw.end('raw')],
    [
      'an implicit head, piece by piece',
      (_, reply) => void (reply.hijack().raw.write('r') && reply.raw.end()),
    ],
    ['no hijacking', (_, reply) => void reply.raw.end('raw')],
  ])('keep the headers when a handler writes to Node itself: %s', async (_, respond) => {
    await create().register(cors, LIST);
    app.get('/', respond);
    expect(await send('GET', '/', { origin: APP })).toEqual(READABLE);
    expect(await send('GET', '/', { origin: EVIL })).toEqual({ status: 200, headers: { vary: 'Origin' } });
  });

  it('let a handler that writes to Node itself say otherwise', async () => {
    await create().register(cors, { ...LIST, credentials: true });
    app.get('/', (_, reply) => {
      reply.removeHeader('access-control-allow-credentials');
      reply.hijack().raw.setHeader('Vary', 'Accept');
      reply.raw.writeHead(200, { 'Access-Control-Allow-Origin': EVIL }).end('raw');
    });
    expect((await send('GET', '/', { origin: APP })).headers).toEqual({
      'access-control-allow-origin': EVIL,
      vary: 'Accept, Origin',
    });
  });

  it('merge Vary with what other hooks say', async () => {
    create().addHook('onRequest', async (_, reply) => void reply.header('Vary', 'Accept'));
    await app.register(cors, LIST);
    app.addHook('preHandler', async (_, reply) => {
      reply.header('vary', `${reply.getHeader('vary')}, Cookie`);
    });
    app.get('/', handler);
    expect((await send('GET', '/', { origin: APP })).headers).toEqual({
      ...READABLE.headers,
      vary: 'Accept, Origin, Cookie',
    });
  });
});

describe('the Fastify plugin', () => {
  it('hands the request to functions', async () => {
    const seen: unknown[] = [];
    await create().register(cors, {
      origin: async (origin, request) => seen.push(origin, request.routeOptions.url, request.ip) > 0,
    });
    app.get('/items/:id', handler);
    expect((await send('GET', '/items/1', { origin: APP })).headers).toEqual(READABLE.headers);
    expect(seen).toEqual([APP, '/items/:id', '127.0.0.1']);
  });

  it('shows its policy, and takes another one', async () => {
    await create().register(cors, LIST);
    app.get('/', handler);
    expect(app.cors.policy?.options.origin).toEqual([APP]);
    expect(() => app.cors.update({ origin: 'x' })).toThrow(expect.toSatisfy(isCorsOptionsError));
    app.cors.update({ origin: [EVIL] });
    expect((await send('GET', '/', { origin: EVIL })).headers).toEqual({
      'access-control-allow-origin': EVIL,
      vary: 'Origin',
    });
  });

  it('fails to load with wrong options', async () => {
    await expect(create().register(cors, { origins: '*' } as object)).rejects.toSatisfy(isCorsOptionsError);
  });

  it('need not be awaited where no route has a policy of its own', async () => {
    create().register(cors, LIST);
    app.put('/put', handler);
    expect(await send('PUT', '/put', { origin: APP })).toEqual(READABLE);
    expect(await preflight('/put')).toEqual(GRANTED);
  });

  it('needs no options', async () => {
    await create().register(cors);
    app.get('/', handler);
    expect((await send('GET', '/', {})).headers).toEqual({ 'access-control-allow-origin': '*' });
  });
});
