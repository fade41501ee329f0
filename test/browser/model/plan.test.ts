import { describe, expect, test } from 'vitest';
import { type BrowserRequest, plan } from '../../../src/browser/index.ts';

const ORIGIN = 'https://app.example';
const URL_ = 'https://api.example/things';

function planned(request: Partial<BrowserRequest>) {
  return plan({ origin: ORIGIN, url: URL_, ...request });
}

describe('plan', () => {
  test('a simple request goes out at once, with its Origin', () => {
    expect(planned({})).toEqual({
      crossOrigin: true,
      preflight: null,
      actual: { method: 'GET', headers: { origin: ORIGIN } },
      refusal: null,
    });
  });

  test('a PUT of JSON asks first', () => {
    expect(
      planned({ method: 'put', headers: { 'Content-Type': 'application/json', 'X-B': ['1', '2'] } }),
    ).toEqual({
      crossOrigin: true,
      preflight: {
        method: 'OPTIONS',
        headers: {
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'content-type,x-b',
          origin: ORIGIN,
        },
      },
      actual: {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'x-b': '1, 2', origin: ORIGIN },
      },
      refusal: null,
    });
  });

  test.each([
    ['get', 'GET', false],
    ['Head', 'HEAD', false],
    ['post', 'POST', false],
    ['delete', 'DELETE', true],
    ['options', 'OPTIONS', true],
    ['patch', 'patch', true],
    ['PATCH', 'PATCH', true],
    ['query', 'query', true],
  ])('%s is sent as %s', (method, sent, asksFirst) => {
    const { preflight, actual } = planned({ method });
    expect(actual?.method).toBe(sent);
    expect(preflight?.headers['access-control-request-method']).toBe(asksFirst ? sent : undefined);
  });

  test('the same origin is never asked; its Origin is named from POST on', () => {
    const url = `${ORIGIN}/x`;
    expect(planned({ url, headers: { 'x-b': '1' } })).toEqual({
      crossOrigin: false,
      preflight: null,
      actual: { method: 'GET', headers: { 'x-b': '1' } },
      refusal: null,
    });
    expect(planned({ url, method: 'DELETE' }).actual).toEqual({
      method: 'DELETE',
      headers: { origin: ORIGIN },
    });
  });

  test.each([
    ['another port', `${ORIGIN}:8443/`],
    ['another scheme', 'http://app.example/'],
    ['a subdomain', 'https://www.app.example/'],
  ])('%s is another origin', (_, url) => {
    expect(planned({ url }).crossOrigin).toBe(true);
  });

  test('the default port is no other origin; an opaque origin is never the same', () => {
    expect(planned({ url: `${ORIGIN}:443/` }).crossOrigin).toBe(false);
    expect(planned({ origin: 'null' }).actual?.headers).toEqual({ origin: 'null' });
  });

  test('an upload listener or a streamed body asks first', () => {
    expect(planned({ method: 'POST', forcePreflight: true }).preflight?.headers).toEqual({
      'access-control-request-method': 'POST',
      origin: ORIGIN,
    });
  });

  test.each([
    [{ method: 'trace' }, 'method-forbidden'],
    [{ method: 'PUT', mode: 'no-cors' }, 'method-not-for-no-cors'],
    [{ mode: 'same-origin' }, 'mode-same-origin'],
    [{ url: 'ftp://api.example/' }, 'scheme-not-cors'],
  ] as const)('%j is refused: %s', (request, refusal) => {
    expect(planned(request)).toEqual({ crossOrigin: true, preflight: null, actual: null, refusal });
  });

  test('no-cors keeps only what a form could send', () => {
    const headers = {
      accept: 'text/html',
      'x-b': '1',
      range: 'bytes=0-',
      'content-type': 'application/json',
    };
    expect(planned({ mode: 'no-cors', headers }).actual).toEqual({
      method: 'GET',
      headers: { accept: 'text/html' },
    });
  });

  test.each([
    [{ url: '/things' }, '"/things" is not an absolute URL.'],
    [{ url: 'https://u:p@api.example/' }, 'carries a user name or password'],
    [{ origin: 'https://app.example/' }, 'is not an origin. A browser would send "https://app.example".'],
    [{ origin: 'app.example' }, '"app.example" is not an origin.'],
    [{ method: 'G T' }, '"G T" is not an HTTP method.'],
    [{ headers: { 'a b': '1' } }, '"a b" is not a header name.'],
  ])('%j is no request', (request, message) => {
    expect(() => planned(request)).toThrow(TypeError);
    expect(() => planned(request)).toThrow(message);
  });

  test('headers come as an object, a list of pairs or a Headers', () => {
    const expected = { method: 'GET', headers: { 'x-a': '1', 'x-b': '2, 3', origin: ORIGIN } };
    const pairs: [string, string][] = [
      ['X-A', ' 1 '],
      ['x-b', '2'],
      ['X-B', '3'],
    ];
    expect(planned({ headers: { 'X-A': ' 1 ', 'X-B': ['2', '3'], 'x-c': undefined } }).actual).toEqual(
      expected,
    );
    expect(planned({ headers: pairs }).actual).toEqual(expected);
    expect(
      planned({
        headers: new Map([
          ['x-a', '1'],
          ['x-b', '2, 3'],
        ]),
      }).actual,
    ).toEqual(expected);
    expect(planned({ headers: new Headers(pairs) }).actual).toEqual(expected);
  });
});
