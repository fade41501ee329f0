import cors from 'cors';
import { describe, expect, it } from 'vitest';
import compat from '../../src/compat/index.ts';
import { send } from './outcome.ts';

/** What the test-suite of `cors` asks of it, in a table: each row holds for both packages. */
type Row = readonly [
  what: string,
  options: unknown,
  method: string,
  headers: Readonly<Record<string, unknown>>,
  status?: number,
];

const ORIGIN = 'Access-Control-Allow-Origin';
const METHODS = 'Access-Control-Allow-Methods';
const HEADERS = 'Access-Control-Allow-Headers';
const CREDENTIALS = 'Access-Control-Allow-Credentials';
const MAX_AGE = 'Access-Control-Max-Age';
const EXPOSED = 'Access-Control-Expose-Headers';

const ALL_METHODS = { [METHODS]: 'GET,HEAD,PUT,PATCH,POST,DELETE' };
const REFLECTED = { Vary: 'Access-Control-Request-Headers', [HEADERS]: 'requestedHeader1,requestedHeader2' };
const EMPTY = { 'Content-Length': '0' };
const PREFLIGHT = { [ORIGIN]: '*', ...ALL_METHODS, ...REFLECTED, ...EMPTY };
const SWITCHED_OFF = {
  origin: false,
  methods: ['FOO', 'bar'],
  headers: ['FIZZ', 'buzz'],
  credentials: true,
  maxAge: 123,
};

const rows: readonly Row[] = [
  ['no options: everyone, and no methods on an actual response', undefined, 'GET', { [ORIGIN]: '*' }],
  ['no options: an OPTIONS request is answered', undefined, 'OPTIONS', PREFLIGHT, 204],
  ['the method in lower case', undefined, 'options', PREFLIGHT, 204],
  ['another status', { optionsSuccessStatus: 200 }, 'OPTIONS', PREFLIGHT, 200],
  [
    'preflightContinue hands on',
    { preflightContinue: true },
    'OPTIONS',
    { [ORIGIN]: '*', ...ALL_METHODS, ...REFLECTED },
  ],
  [
    'options over defaults, and the old name of allowedHeaders',
    {
      origin: 'example.com',
      methods: ['FOO', 'bar'],
      headers: ['FIZZ', 'buzz'],
      credentials: true,
      maxAge: 123,
    },
    'OPTIONS',
    {
      [ORIGIN]: 'example.com',
      Vary: 'Origin',
      [CREDENTIALS]: 'true',
      [METHODS]: 'FOO,bar',
      [HEADERS]: 'FIZZ,buzz',
      [MAX_AGE]: '123',
      ...EMPTY,
    },
    204,
  ],
  [
    'a RegExp that matches',
    { origin: /^(.+\.)?request.com$/ },
    'GET',
    { [ORIGIN]: 'request.com', Vary: 'Origin' },
  ],
  [
    'a list with a match',
    { origin: [/foo\.com$/, 'request.com'] },
    'GET',
    { [ORIGIN]: 'request.com', Vary: 'Origin' },
  ],
  ['a list without a match', { origin: [/foo\.com$/, 'bar.com'] }, 'GET', { Vary: 'Origin' }],
  ['origin: false sends nothing', SWITCHED_OFF, 'GET', {}],
  ['origin: false answers nothing', SWITCHED_OFF, 'OPTIONS', {}],
  ['a fixed origin', { origin: 'example.com' }, 'GET', { [ORIGIN]: 'example.com', Vary: 'Origin' }],
  ['origin: true', { origin: true }, 'GET', { [ORIGIN]: 'request.com', Vary: 'Origin' }],
  [
    'other methods',
    { methods: ['method1', 'method2'] },
    'OPTIONS',
    { ...PREFLIGHT, [METHODS]: 'method1,method2' },
    204,
  ],
  [
    'allowed headers as an array: nothing varies',
    { allowedHeaders: ['header1', 'header2'] },
    'OPTIONS',
    { [ORIGIN]: '*', ...ALL_METHODS, [HEADERS]: 'header1,header2', ...EMPTY },
    204,
  ],
  [
    'allowed headers as a string',
    { allowedHeaders: 'header1,header2' },
    'OPTIONS',
    { [ORIGIN]: '*', ...ALL_METHODS, [HEADERS]: 'header1,header2', ...EMPTY },
    204,
  ],
  ['no allowed headers', { allowedHeaders: [] }, 'OPTIONS', { [ORIGIN]: '*', ...ALL_METHODS, ...EMPTY }, 204],
  [
    'exposed headers as an array',
    { exposedHeaders: ['custom1', 'custom2'] },
    'GET',
    { [ORIGIN]: '*', [EXPOSED]: 'custom1,custom2' },
  ],
  [
    'exposed headers as a string',
    { exposedHeaders: 'custom1,custom2' },
    'GET',
    { [ORIGIN]: '*', [EXPOSED]: 'custom1,custom2' },
  ],
  ['no exposed headers', { exposedHeaders: [] }, 'GET', { [ORIGIN]: '*' }],
  ['credentials', { credentials: true }, 'OPTIONS', { ...PREFLIGHT, [CREDENTIALS]: 'true' }, 204],
  ['maxAge', { maxAge: 456 }, 'OPTIONS', { ...PREFLIGHT, [MAX_AGE]: '456' }, 204],
  ['maxAge of zero', { maxAge: 0 }, 'OPTIONS', { ...PREFLIGHT, [MAX_AGE]: '0' }, 204],
  ['maxAge on an actual response', { maxAge: 456 }, 'GET', { [ORIGIN]: '*' }],
  [
    'an origin function that allows',
    { origin: (_: string, callback: (e: null, ok: boolean) => void) => callback(null, true) },
    'GET',
    { [ORIGIN]: 'request.com', Vary: 'Origin' },
  ],
  [
    'a delegate',
    (_: unknown, callback: (e: null, options: object) => void) => callback(null, { origin: 'delegate.com' }),
    'GET',
    { [ORIGIN]: 'delegate.com', Vary: 'Origin' },
  ],
  [
    'a delegate on a preflight',
    (_: unknown, callback: (e: null, options: object) => void) =>
      callback(null, { origin: 'delegate.com', maxAge: 1000 }),
    'OPTIONS',
    {
      ...PREFLIGHT,
      [ORIGIN]: 'delegate.com',
      Vary: 'Origin, Access-Control-Request-Headers',
      [MAX_AGE]: '1000',
    },
    204,
  ],
];

describe.each([
  ['cors', (source: unknown) => cors(source as cors.CorsOptions)],
  ['crossgate/compat', (source: unknown) => compat(source as cors.CorsOptions, { quiet: true })],
])('what the test-suite of cors asks, of %s', (_, make) => {
  it.each(rows)('%s', async (_what, options, method, headers, status) => {
    const outcome = await send(make(options), method);
    expect(outcome.headers).toEqual(headers);
    expect({ status: outcome.status, isEnded: outcome.isEnded, next: outcome.next }).toEqual(
      status === undefined
        ? { status: undefined, isEnded: false, next: [[]] }
        : { status, isEnded: true, next: [] },
    );
  });

  it('leaves frozen options as they are', async () => {
    const options = Object.freeze({ origin: 'custom-origin' });
    expect((await send(make(options))).headers[ORIGIN]).toBe('custom-origin');
    expect(options).toEqual({ origin: 'custom-origin' });
  });

  it('adds to what Vary says already', async () => {
    const { headers } = await send(make({ origin: 'example.com' }), 'GET', undefined, { vary: 'Foo' });
    expect(headers).toEqual({ [ORIGIN]: 'example.com', Vary: 'Foo, Origin' });
  });

  it('asks an origin function for each request', async () => {
    const asked: unknown[] = [];
    const origin = (sent: string, callback: (e: null, ok: boolean) => void) => {
      asked.push(sent);
      callback(null, sent === 'request.com');
    };
    const middleware = make({ origin });
    expect((await send(middleware)).headers[ORIGIN]).toBe('request.com');
    const refused = await send(middleware, 'OPTIONS', { origin: 'invalid-request.com' });
    expect(refused.next).toEqual([[null]]);
    expect(Object.keys(refused.headers).filter((name) => name !== 'Vary')).toEqual([]);
    await send(middleware, 'GET', {});
    expect(asked).toEqual(['request.com', 'invalid-request.com', undefined]);
  });

  it('hands an error of any type on as it is, without a header', async () => {
    const delegate = (_request: unknown, callback: (error: string) => void) => callback('some error');
    const origin = (_sent: unknown, callback: (error: string, ok: boolean) => void) => callback('no', true);
    for (const [source, error] of [
      [delegate, 'some error'],
      [{ origin }, 'no'],
    ]) {
      const { headers, next } = await send(make(source));
      expect({ headers, next }).toEqual({ headers: {}, next: [[error]] });
    }
  });

  it('sets each header once, in one order, and reads back only Vary', async () => {
    const options = { origin: true, credentials: true, maxAge: 1, exposedHeaders: 'x-a' };
    const { events } = await send(make(options), 'OPTIONS');
    expect(events.map(([what, name]) => (name === undefined ? what : `${what} ${name}`))).toEqual([
      `setHeader ${ORIGIN}`,
      'getHeader Vary',
      'setHeader Vary',
      `setHeader ${CREDENTIALS}`,
      `setHeader ${METHODS}`,
      'getHeader Vary',
      'setHeader Vary',
      `setHeader ${HEADERS}`,
      `setHeader ${MAX_AGE}`,
      `setHeader ${EXPOSED}`,
      'statusCode 204',
      'setHeader Content-Length',
      'end',
      'returned',
    ]);
  });

  it('takes up what is changed on the options', async () => {
    const options = { origin: ['http://a.com'] as unknown };
    const middleware = make(options);
    const allowed = async (origin: string) => (await send(middleware, 'GET', { origin })).headers[ORIGIN];
    expect(await allowed('http://b.com')).toBeUndefined();
    (options.origin as string[]).push('http://b.com');
    expect(await allowed('http://b.com')).toBe('http://b.com');
    options.origin = 'http://c.com';
    expect(await allowed('http://b.com')).toBe('http://c.com');
  });

  it('asks nothing more of a response than it needs, and says what is missing', async () => {
    const bare = { canGet: false, canRemove: false };
    expect((await send(make(undefined), 'GET', {}, bare)).headers).toEqual({ [ORIGIN]: '*' });
    const { events } = await send(make({ origin: true }), 'GET', undefined, bare);
    expect(events.at(-1)).toEqual(['threw', 'TypeError: res argument is required']);
  });

  it.each([null, true, 'http://a.com', ['http://a.com']])('takes %j for no options', async (options) => {
    expect((await send(make(options))).headers).toEqual({ [ORIGIN]: '*' });
  });

  it('is named and counted as route listers and Express expect', () => {
    const middleware = make({});
    expect([middleware.name, middleware.length]).toEqual(['corsMiddleware', 3]);
  });
});

it('the function itself has the name and length of the original', () => {
  expect([compat.name, compat.length]).toEqual([cors.name, cors.length]);
});
