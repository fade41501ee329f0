import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CorsDebugEvent, type CorsOptions, cors } from '../../src/index.ts';
import { APP, ask, EVIL, preflight } from '../cases/case.ts';
import { observerLoaded, watchedApp } from './watched-app.ts';

const warn = vi.spyOn(console, 'warn');
beforeEach(() => {
  vi.stubEnv('NODE_ENV', 'development');
  vi.stubEnv('CROSSGATE_QUIET', '');
  warn.mockReset().mockImplementation(() => undefined);
});
afterEach(() => vi.unstubAllEnvs());

/** A request as a caller without a server may hand it in, headers unchecked. */
function call(middleware: ReturnType<typeof cors>, headers: Record<string, string>, url = '/things'): void {
  const response = { statusCode: 200, getHeader: () => undefined, setHeader() {}, end() {} };
  middleware({ method: 'GET', url, headers }, response, () => undefined);
}

async function lines(options: CorsOptions, ...origins: string[]): Promise<unknown[]> {
  const middleware = cors(options);
  await observerLoaded();
  for (const origin of origins) call(middleware, { origin });
  return warn.mock.calls.flat();
}

describe('the console', () => {
  const line = `crossgate: ${EVIL} may not read GET /things: the origin is not allowed. Add '${EVIL}' to origin. [origin-refused]`;

  it.each<[string, CorsOptions, Record<string, string>, boolean]>([
    ['development', { origin: [APP] }, {}, true],
    ['a test run', { origin: [APP] }, { NODE_ENV: 'test' }, true],
    ['no NODE_ENV', { origin: [APP] }, { NODE_ENV: '' }, true],
    ['production', { origin: [APP] }, { NODE_ENV: 'production' }, false],
    ['CROSSGATE_QUIET', { origin: [APP] }, { CROSSGATE_QUIET: '1' }, false],
    ['debug: false', { origin: [APP], debug: false }, {}, false],
    ['debug: true in production', { origin: [APP], debug: true }, { NODE_ENV: 'production' }, true],
    ['debug: undefined', { origin: [APP], debug: undefined }, {}, true],
  ])('in %s', async (_, options, env, speaks) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(await lines(options, EVIL, EVIL)).toEqual(speaks ? [line] : []);
  });

  it('is told of every kind of its own', async () => {
    const said = await lines({ origin: [APP] }, EVIL, 'null', EVIL, `${EVIL}:1`);
    expect(said.map((text) => /crossgate: (\S+)/.exec(String(text))?.[1])).toEqual([
      EVIL,
      'null',
      `${EVIL}:1`,
    ]);
  });

  it('follows an update, and the options that a delegate chooses', async () => {
    const middleware = cors({ origin: '*' });
    middleware.update({ origin: [APP] });
    const silent = cors(() => ({ origin: [APP], debug: false }));
    const chosen = cors(() => ({ origin: [APP] }));
    for (const one of [silent, middleware, chosen]) call(one, { origin: EVIL });
    // The first requests wait for the observer.
    await observerLoaded();
    call(chosen, { origin: EVIL });
    expect(warn.mock.calls.flat()).toEqual([line, line]);
  });

  it('shows a hundred kinds, and says that there are more', async () => {
    const origins = Array.from({ length: 300 }, (_, index) => `https://a${index}.example`);
    const said = await lines({ origin: [APP] }, ...origins, ...origins);
    expect(said).toHaveLength(101);
    expect(said[99]).toContain('https://a99.example');
    expect(said[100]).toBe(
      'crossgate: 100 kinds of blocks were shown. No more will be, until this process restarts.',
    );
  });

  it('gets one short line of printable characters, whatever is sent', async () => {
    const middleware = cors({ origin: [APP] });
    await observerLoaded();
    call(middleware, { origin: '\x1b[2J\r\nfake\u202e' }, '/a\x07b\n?token=secret');
    call(middleware, { origin: `https://${'a'.repeat(50_000)}.example` }, `/${'b'.repeat(50_000)}`);
    const [first, second] = warn.mock.calls.flat().map(String);
    expect(first).toBe(
      'crossgate: \\x1b[2J\\x0d\\x0afake\\u202e may not read GET /a\\x07b\\x0a: no browser sends such an origin. Mend the client, or the proxy that rewrites the header. [origin-refused]',
    );
    expect(second).toBe(
      `crossgate: https://${'a'.repeat(92)}… may not read GET /${'b'.repeat(99)}…: no browser sends such an origin. Mend the client, or the proxy that rewrites the header. [origin-refused]`,
    );
  });
});

describe('a function', () => {
  it('gets events instead of lines', async () => {
    const app = await watchedApp({ origin: ['http://localhost:5173'] });
    await app.send(preflight('http://localhost:5174'), '/things?q=1');
    await app.close();
    expect(warn).not.toHaveBeenCalled();
    expect(app.events).toEqual([
      {
        code: 'origin-refused',
        method: 'PUT',
        path: '/things',
        origin: 'http://localhost:5174',
        cause: 'the origin is not allowed',
        nearest: {
          origin: 'http://localhost:5173',
          difference: 'the port differs: 5173 is allowed, 5174 asks',
        },
        cure: "Add 'http://localhost:5174' to origin, or 'http://localhost:*' for every port",
        text: "crossgate: http://localhost:5174 may not send PUT /things: the origin is not allowed. Nearest allowed: http://localhost:5173 (the port differs: 5173 is allowed, 5174 asks). Add 'http://localhost:5174' to origin, or 'http://localhost:*' for every port. [origin-refused]",
      },
    ]);
  });

  it.each<[string, (event: CorsDebugEvent) => unknown]>([
    ['throws', () => expect.unreachable()],
    ['rejects', () => Promise.reject(new Error('lost'))],
  ])('that %s changes nothing, and fails nothing', async (_, debug) => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const calls = vi.fn(debug);
    const middleware = cors({ origin: [APP], debug: calls });
    await observerLoaded();
    const next = vi.fn();
    const response = { statusCode: 200, getHeader: () => undefined, setHeader() {}, end() {} };
    middleware({ method: 'GET', url: '/', headers: { origin: EVIL } }, response, next);
    expect(next.mock.calls).toEqual([[]]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', unhandled);
    expect(calls).toHaveBeenCalledOnce();
    expect(unhandled).not.toHaveBeenCalled();
  });
});

it('without a process nothing is watched', async () => {
  vi.stubGlobal('process', undefined);
  const middleware = cors({ origin: [APP] });
  vi.unstubAllGlobals();
  await observerLoaded();
  call(middleware, { origin: EVIL });
  expect(warn).not.toHaveBeenCalled();
});

it('what cannot be loaded does not watch, and fails nothing', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  vi.resetModules();
  const load = vi.fn(() => expect.unreachable());
  vi.doMock('../../src/debug/observe.ts', load);
  const fresh = await import('../../src/index.ts');
  const middleware = fresh.cors({ origin: [APP] });
  call(middleware, { origin: EVIL });
  await vi.waitFor(() => expect(load).toHaveBeenCalled());
  await new Promise((resolve) => setTimeout(resolve, 10));
  call(middleware, { origin: EVIL });
  vi.doUnmock('../../src/debug/observe.ts');
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  expect(warn).not.toHaveBeenCalled();
});

it.each([1, 'true', null, {}])('debug: %j is refused', (debug) => {
  expect(() => cors({ debug } as CorsOptions)).toThrow(
    `debug: ${JSON.stringify(debug)} is neither a boolean nor a function. Write true, false, or a function that takes the event. [option-type]`,
  );
});

it('answers for an allowed origin as always, synchronously', async () => {
  const app = await watchedApp({ origin: [APP] });
  const { status, headers } = await app.send(ask(APP));
  await app.close();
  expect(status).toBe(200);
  expect(headers.filter(([name]) => /^(access-control-|vary)/i.test(name))).toEqual([
    ['access-control-allow-origin', APP],
    ['vary', 'Origin'],
  ]);
  expect(app.events).toEqual([]);
});
