import { describe, expect, it } from 'vitest';
import compat, { type CorsOptions } from '../../src/compat/index.ts';
import { send } from './outcome.ts';

const ORIGIN = 'Access-Control-Allow-Origin';
const A = 'http://a.com';
const ALLOWED = { [ORIGIN]: A, Vary: 'Origin' };

const make = (source: unknown) => compat(source as CorsOptions, { quiet: true });
const ask = (source: unknown, origin = A, method = 'GET') => send(make(source), method, { origin });

describe('a returned value or promise is the answer', () => {
  it.each<[string, unknown]>([
    ['async o => ...', { origin: async (origin: string) => origin === A }],
    ['o => ...', { origin: (origin: string) => origin === A }],
    ['() => a list', { origin: () => [A] }],
    [
      'async (o, callback) => ... that leaves the callback alone',
      { origin: async (o: string, _: unknown) => o === A },
    ],
    ['an async delegate', async () => ({ origin: [A] })],
    ['a delegate', () => ({ origin: [A] })],
    ['an async delegate with an async origin', async () => ({ origin: async (o: string) => o === A })],
  ])('%s', async (_, source) => {
    expect((await ask(source)).headers).toEqual(ALLOWED);
    expect((await ask(source, 'http://evil.com')).headers).toEqual({ Vary: 'Origin' });
  });

  it('a rejection and a throw in an async function go to next', async () => {
    const origin = async (_: unknown, __: unknown) => {
      throw new Error('no database');
    };
    const rejected = { headers: {}, next: [['Error: no database']] };
    expect(await ask({ origin })).toMatchObject(rejected);
    expect(await ask(async () => origin(0, 0))).toMatchObject(rejected);
    expect((await ask({ origin: () => Promise.reject(undefined) })).next).toEqual([
      ['Error: A function of the CORS options failed without an error.'],
    ]);
  });

  it('what fails while the answer of a promise is written goes to next, once', async () => {
    const middleware = make({ origin: async () => true });
    const { next, events } = await send(middleware, 'GET', { origin: A }, { refuses: ORIGIN });
    expect(next).toEqual([['Error: the host refuses this header']]);
    expect(events.at(-1)).toEqual(['next', 'Error: the host refuses this header']);
  });

  it.each([true, false, 1, {}, Promise.resolve()])(
    'what a function that calls back returns besides is no answer: %s',
    async (returned) => {
      const origin = (sent: string, callback: (error: null, ok: boolean) => void) => {
        setImmediate(() => callback(null, sent === A));
        return returned;
      };
      expect((await ask({ origin })).headers).toEqual(ALLOWED);
      expect((await ask({ origin }, 'http://evil.com')).headers).toEqual({ Vary: 'Origin' });
    },
  );
});

it('the second call of a callback is ignored', async () => {
  const origin = (_: unknown, callback: (error: unknown, ok?: boolean) => void) => {
    callback(null, true);
    callback(new Error('too late'));
  };
  const { headers, next } = await ask({ origin });
  expect({ headers, next }).toEqual({ headers: ALLOWED, next: [[]] });
});

it('an origin function that throws goes to next', async () => {
  const origin = () => {
    throw new Error('broken');
  };
  const { headers, next } = await ask({ origin });
  expect({ headers, next }).toEqual({ headers: {}, next: [['Error: broken']] });
});

it.each([/^http:\/\/a\.com$/g, /http:\/\/a\.com/y])('%s answers alike every time', async (origin) => {
  const middleware = make({ origin });
  for (let round = 0; round < 4; round++) {
    expect((await send(middleware, 'GET', { origin: A })).headers).toEqual(ALLOWED);
  }
});

describe('a refusal by a function varies by origin', () => {
  type Callback = (error: unknown, answer?: unknown) => void;
  it.each<[string, unknown, unknown[]]>([
    ['an origin function', { origin: (_: unknown, callback: Callback) => callback(null, false) }, [null]],
    ['a delegate', (_: unknown, callback: Callback) => callback(null, { origin: false }), []],
  ])('%s', async (_, source, next) => {
    const outcome = await send(make(source), 'OPTIONS', { origin: A }, { vary: 'Accept' });
    expect(outcome.headers).toEqual({ Vary: 'Accept, Origin' });
    expect(outcome.next).toEqual([next]);
  });

  it('where the response can tell what Vary says', async () => {
    const middleware = make({ origin: () => false });
    expect(await send(middleware, 'GET', {}, { canGet: false })).toMatchObject({
      headers: {},
      next: [[null]],
    });
  });
});

describe('what would let every origin in', () => {
  it.each<[string, () => unknown]>([
    ['a Set', () => new Set([A])],
    ['a generator', () => [A].values()],
    ['a Set in an array', () => [new Set([A])]],
    ['a URL in an array', () => [new URL(`${A}/path`)]],
  ])('%s is a list', async (_, makeOrigin) => {
    const middleware = make({ origin: makeOrigin() });
    expect((await send(middleware, 'GET', { origin: A })).headers).toEqual(ALLOWED);
    expect((await send(middleware, 'GET', { origin: 'http://b.com' })).headers).toEqual({ Vary: 'Origin' });
    expect((await send(middleware, 'GET', { origin: A })).headers).toEqual(ALLOWED);
  });

  it('a URL stands for its origin', async () => {
    expect((await ask({ origin: new URL(`${A}/path`) }, 'http://b.com')).headers).toEqual(ALLOWED);
  });

  it.each<[string, unknown, string]>([
    ['a plain object', { domain: A }, '{"domain":"http://a.com"}'],
    ['a number', 1, '1'],
    ['a promise', Promise.resolve(true), '{}'],
    ['a Map', new Map([[A, true]]), '{}'],
    ['a URL without an origin', new URL('data:,x'), '"data:,x"'],
    ['a function in an array', [A, function allows() {}], 'function allows'],
  ])('%s is a TypeError', async (_, origin, shown) => {
    const message = `${shown} is no CORS origin. Write a string, a RegExp, true, false, a list of these, or a function as the whole option.`;
    expect(() => make({ origin })).toThrow(new TypeError(message));
    const refused = { headers: {}, next: [['TypeError: no CORS origin']] };
    expect(
      await ask((_: unknown, callback: (error: null, options: object) => void) => callback(null, { origin })),
    ).toMatchObject(refused);
    expect(
      await ask({ origin: (_: unknown, callback: (e: null, o: unknown) => void) => callback(null, origin) }),
    ).toMatchObject(refused);
    const options = { origin: A as unknown };
    const middleware = make(options);
    options.origin = origin;
    expect(await send(middleware, 'GET', { origin: A })).toMatchObject(refused);
  });
});

it.each([undefined, null])('methods: %s is the default', async (methods) => {
  const { headers } = await ask({ methods }, A, 'OPTIONS');
  expect(headers['Access-Control-Allow-Methods']).toBe('GET,HEAD,PUT,PATCH,POST,DELETE');
});

it('two Origin lines are no origin', async () => {
  expect((await ask({ origin: true }, `${A}, http://b.com`)).headers).toEqual({ Vary: 'Origin' });
});

describe('a later policy', () => {
  const everything = make({ exposedHeaders: 'x-a', credentials: true });

  it('removes what an earlier one set', async () => {
    const stricter = await send([everything, make({ origin: ['http://b.com'] })], 'GET', { origin: A });
    expect(stricter.headers).toEqual({ Vary: 'Origin' });
    expect((await send([everything, make({ origin: false })], 'GET', { origin: A })).headers).toEqual({});
    expect((await send([everything, make({ origin: () => false })])).headers).toEqual({ Vary: 'Origin' });
  });

  it('leaves what the application set itself', async () => {
    const byHand = (
      _: unknown,
      response: { setHeader(name: string, value: string): void },
      next: () => void,
    ) => {
      response.setHeader('Access-Control-Expose-Headers', 'x-b');
      next();
    };
    const { headers } = await send([byHand, make(undefined), make({ origin: A })], 'GET', { origin: A });
    expect(headers).toEqual({ ...ALLOWED, 'Access-Control-Expose-Headers': 'x-b' });
  });

  it('does without removeHeader', async () => {
    const both = [everything, make({ origin: ['http://b.com'] })];
    const { headers } = await send(both, 'GET', { origin: A }, { canRemove: false });
    expect(headers[ORIGIN]).toBe('*');
  });
});
