import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import connect from 'connect';
import express from 'express';
import express4 from 'express4';
import { describe, expect, it } from 'vitest';
import { type CorsMiddleware, CorsOptionsError, cors, createPolicy } from '../../src/index.ts';
import { ask } from '../cases/case.ts';
import { FakeResponse, requestOf } from './fakes.ts';
import { close, listen, sendHttp1 } from './wire.ts';

const A = 'https://a.example';

/** Runs one request through a middleware, and lists what happened in order. */
function trace(
  middleware: CorsMiddleware,
  headers: Record<string, string> = { origin: A },
  method = 'GET',
): unknown[] {
  const events: unknown[] = [];
  middleware(requestOf(method, headers), new FakeResponse(events), (...args: unknown[]) =>
    events.push(['next', ...args]),
  );
  events.push('returned');
  return events;
}

describe('the middleware', () => {
  it('has the name and the length that frameworks look at', () => {
    for (const middleware of [cors(), cors({ origin: A }), cors(() => ({})), cors(createPolicy())]) {
      expect(middleware.name).toBe('corsMiddleware');
      expect(middleware.length).toBe(3);
      expect(middleware(requestOf('GET', {}), new FakeResponse([]), () => {})).toBeUndefined();
    }
  });

  it('calls next with no arguments, before it returns', () => {
    expect(trace(cors({ origin: [A] }))).toEqual([
      ['set', 'access-control-allow-origin', A],
      ['set', 'vary', 'Origin'],
      ['next'],
      'returned',
    ]);
    expect(trace(cors({ origin: (origin) => origin === A })).slice(-2)).toEqual([['next'], 'returned']);
    expect(trace(cors(() => ({ origin: A }))).slice(-2)).toEqual([['next'], 'returned']);
  });

  it('answers a preflight in one write, before it returns, and hands nothing on', () => {
    const middleware = cors({ origin: A, methods: 'PUT', allowedHeaders: [] });
    expect(trace(middleware, { origin: A, 'access-control-request-method': 'PUT' }, 'OPTIONS')).toEqual([
      ['head', 204, { 'access-control-allow-origin': A, 'access-control-allow-methods': 'PUT' }],
      ['end'],
      'returned',
    ]);
  });

  it('writes header by header where there is no writeHead', () => {
    const events: unknown[] = [];
    const response = Object.assign(new FakeResponse(events), {
      writeHead: undefined,
    }) as object as FakeResponse;
    cors({ origin: [A], methods: 'PUT', optionsSuccessStatus: 200 })(
      requestOf('OPTIONS', { origin: A, 'access-control-request-method': 'PUT' }),
      response,
      () => expect.unreachable(),
    );
    expect(events).toEqual([
      ['set', 'access-control-allow-origin', A],
      ['set', 'access-control-allow-methods', 'PUT'],
      ['set', 'content-length', '0'],
      ['set', 'vary', 'Origin, Access-Control-Request-Headers'],
      ['end'],
    ]);
    expect(response.statusCode).toBe(200);
  });

  it('asks an asynchronous function, and hands on once it has answered', async () => {
    const events = trace(cors({ origin: async () => true }));
    expect(events).toEqual(['returned']);
    await delay(1);
    expect(events).toEqual([
      'returned',
      ['set', 'access-control-allow-origin', A],
      ['set', 'vary', 'Origin'],
      ['next'],
    ]);
  });

  it('shows its policy, which cannot be replaced from outside', () => {
    const policy = createPolicy({ origin: [A] });
    const middleware = cors(policy);
    expect(middleware.policy).toBe(policy);
    expect(cors(() => policy).policy).toBeUndefined();
    expect(Reflect.set(middleware, 'policy', createPolicy())).toBe(false);
    expect(Reflect.set(middleware, 'update', () => {})).toBe(false);
    expect(Object.keys(middleware)).toEqual([]);
  });

  it('updates at once; a wrong update changes nothing', () => {
    const middleware = cors({ origin: [A] });
    const { policy, update } = middleware;
    expect(() => update({ origin: `${A}/` })).toThrow(CorsOptionsError);
    expect(middleware.policy).toBe(policy);
    update({ origin: false });
    expect(middleware.policy?.options.origin).toBe(false);
    expect(trace(middleware)).toEqual([['set', 'vary', 'Origin'], ['next'], 'returned']);
  });
});

describe('a mistake in mounting', () => {
  it.each([
    ['Express 5', () => express()],
    ['Express 4', () => express4()],
    ['Connect', () => connect()],
  ])('app.use(cors) on %s is an error that says so, not a request that hangs', async (_, create) => {
    const app = create();
    let error: unknown;
    let handled = false;
    app.use(cors as never);
    app.use((() => {
      handled = true;
    }) as never);
    app.use(((reason: unknown, _request: unknown, response: http.ServerResponse, _next: unknown) => {
      error = reason;
      response.statusCode = 500;
      response.end();
    }) as never);
    const server = http.createServer(app as http.RequestListener);
    const { status } = await sendHttp1(await listen(server), ask(A));
    await close(server);
    expect([status, handled, error]).toEqual([
      500,
      false,
      new TypeError('cors was mounted without being called. Write app.use(cors()), with parentheses.'),
    ]);
  });

  it('without a next to tell, it throws', () => {
    expect(() => (cors as (...args: unknown[]) => unknown)({ headers: {} }, {})).toThrow(
      'Write app.use(cors())',
    );
  });

  it('nothing at all where options should be is refused', () => {
    expect(() => cors(null as never)).toThrow(CorsOptionsError);
    expect(() => cors('*' as never)).toThrow('Write { origin: "*" }.');
  });
});
