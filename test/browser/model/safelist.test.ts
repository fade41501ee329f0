import { describe, expect, test } from 'vitest';
import { type Engine, plan } from '../../../src/browser/index.ts';

/** Names that a preflight asks for when a page sets these headers on a GET. */
function asked(headers: readonly (readonly [string, string])[], engine: Engine = 'standard'): string | null {
  const { preflight } = plan(
    { origin: 'https://app.example', url: 'https://api.example/', headers },
    { engine },
  );
  return preflight === null ? null : (preflight.headers['access-control-request-headers'] ?? '');
}

/** Values of each safelisted header on both sides of its rule. */
const SAFE: readonly (readonly [string, string])[] = [
  ['accept', ''],
  ['accept', 'text/html;q=0.9, */*'],
  ['accept', "!#$%&'*+-.^_`|~;=,/\t caf\xe9"],
  ['Accept', 'a'.repeat(128)],
  ['accept-language', 'en-US,en;q=0.9'],
  ['accept-language', '09 AZ az *,-.;='],
  ['Content-Language', 'de'],
  ['content-type', 'text/plain'],
  ['content-type', 'TEXT/Plain; charset=UTF-8'],
  ['content-type', 'multipart/form-data; boundary=x'],
  ['content-type', 'application/x-www-form-urlencoded'],
  ['content-type', ' text/plain\t'],
  ['content-type', 'text/plain ;anything, really'],
  ['range', 'bytes=0-'],
  ['range', 'bytes=0-99'],
  ['range', 'bytes=7-7'],
  ['range', 'bytes=0-99999999999999999999'],
];

const UNSAFE: readonly (readonly [string, string])[] = [
  ...Array.from('"():<>?@[\\]{}\x7f\x01', (byte): [string, string] => ['accept', `a${byte}b`]),
  ['accept', 'a'.repeat(129)],
  ['accept-language', 'en_US'],
  ['accept-language', 'en\tde'],
  ['accept-language', 'caf\xe9'],
  ['content-language', '@'],
  ['content-language', '-'.repeat(129)],
  ['content-type', 'application/json'],
  ['content-type', 'text/html'],
  ['content-type', ''],
  ['content-type', 'text'],
  ['content-type', 'text/'],
  ['content-type', '/plain'],
  ['content-type', 'text /plain'],
  ['content-type', 'text/plain, text/plain'],
  ['content-type', 'text/plain/plain'],
  ['content-type', 'text/plain; charset="utf-8"'],
  ['content-type', `text/plain; a=${'b'.repeat(128)}`],
  ['range', 'bytes=-500'],
  ['range', 'bytes=5-4'],
  ['range', 'bytes= 0-1'],
  ['range', 'bytes=0 -1'],
  ['range', 'bytes=0-1,3-4'],
  ['range', 'Bytes=0-1'],
  ['range', 'bytes=0'],
  ['range', 'bytes='],
  ['range', 'items=0-1'],
  ['authorization', 'Bearer x'],
  ['x-requested-with', 'XMLHttpRequest'],
  ['cache-control', 'no-cache'],
  ['if-none-match', '"x"'],
  ['user-agent', 'me'],
  ['dpr', '2'],
];

describe('request headers that need no preflight', () => {
  test.each(SAFE)('%s: %j', (name, value) => {
    expect(asked([[name, value]])).toBeNull();
  });

  test.each(UNSAFE)('%s: %j needs one', (name, value) => {
    expect(asked([[name, value]])).toBe(name);
  });

  test('1024 bytes of safelisted values are let through, one more makes all of them be asked for', () => {
    const eight = Array.from({ length: 8 }, (): [string, string] => ['accept', 'a'.repeat(128)]);
    expect(asked(eight)).toBeNull();
    expect(asked([...eight, ['content-language', 'd']])).toBe('accept,content-language');
  });

  test('names are asked for in lower case, sorted, once each, without spaces', () => {
    expect(
      asked([
        ['X-b', '1'],
        ['Authorization', 'x'],
        ['x-B', '2'],
        ['ACCEPT', '{}'],
      ]),
    ).toBe('accept,authorization,x-b');
  });

  test.each([
    'Accept-Charset',
    'accept-encoding',
    'Access-Control-Request-Headers',
    'Access-Control-Request-Method',
    'Connection',
    'Content-Length',
    'Cookie',
    'cookie2',
    'Date',
    'DNT',
    'Expect',
    'Host',
    'Keep-Alive',
    'Origin',
    'Referer',
    'Set-Cookie',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'Via',
    'Proxy-Foo',
    'sec-anything',
  ])('%s is dropped', (name) => {
    const { preflight, actual } = plan({
      origin: 'https://app.example',
      url: 'https://api.example/',
      headers: { [name]: 'x' },
    });
    expect(preflight).toBeNull();
    expect(actual).toEqual({ method: 'GET', headers: { origin: 'https://app.example' } });
  });

  test.each([
    ['x-http-method', 'TRACE', null],
    ['X-HTTP-Method-Override', 'get, track', null],
    ['x-method-override', ' connect ', null],
    ['x-method-override', 'CONNECTED', 'x-method-override'],
    ['x-http-method-override', 'PUT', 'x-http-method-override'],
  ])('%s: %s is dropped if it smuggles a forbidden method', (name, value, expected) => {
    expect(asked([[name, value]])).toBe(expected);
  });
});

describe('where engines differ', () => {
  test.each<[Engine, string, string, string | null]>([
    ['chromium', 'dpr', '2', null],
    ['chromium', 'dpr', 'two', 'dpr'],
    ['chromium', 'save-data', 'on', null],
    ['chromium', 'ect', '5g', 'ect'],
    ['chromium', 'intervention', 'x', null],
    ['chromium', 'user-agent', 'me', null],
    ['chromium', 'range', 'bytes=0-9223372036854775808', 'range'],
    ['firefox', 'dpr', '2', 'dpr'],
    ['firefox', 'accept', 'caf\xe9', 'accept'],
    ['firefox', 'content-type', 'text/plain; a=b, c', 'content-type'],
    ['webkit', 'range', 'Bytes=0-1', null],
  ])('%s: %s: %s', (engine, name, value, expected) => {
    expect(asked([[name, value]], engine)).toBe(expected);
  });

  test('several lines of one name count as one value in Chromium and WebKit, singly in Firefox', () => {
    const lines = [
      ['content-type', 'text/plain'],
      ['content-type', 'text/plain'],
    ] as const;
    expect(asked(lines)).toBeNull();
    expect(asked(lines, 'chromium')).toBe('content-type');
    expect(asked(lines, 'webkit')).toBe('content-type');
    expect(asked(lines, 'firefox')).toBeNull();
  });
});
