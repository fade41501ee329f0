import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../../src/index.ts';
import { codesOf, fixOf } from './issues.ts';

describe('methods', () => {
  it.each([
    [undefined, ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'QUERY']],
    [
      ['get', 'Put', 'PATCH'],
      ['GET', 'PUT', 'PATCH'],
    ],
    ['get,put , DELETE', ['GET', 'PUT', 'DELETE']],
    [['GET', 'get'], ['GET']],
    [
      ['PURGE', 'purge'],
      ['PURGE', 'purge'],
    ],
    [[], []],
    ['*', ['*']],
    ['options', ['OPTIONS']],
    ['query-x', ['query-x']],
  ])('%j', (methods, expected) => {
    expect(createPolicy({ methods }).options.methods).toEqual(expected);
  });

  it.each([
    [null, 'methods: option-type'],
    [7, 'methods: option-type'],
    [{}, 'methods: option-type'],
    [new Set(['PUT']), 'methods: option-type'],
    ['', 'methods: method-invalid'],
    ['GET,', 'methods: method-invalid'],
    ['GET PUT', 'methods: method-invalid'],
    [['GET,PUT'], 'methods[0]: method-invalid'],
    [['GET', ''], 'methods[1]: method-invalid'],
    [[' PUT'], 'methods[0]: method-invalid'],
    [['GET', null], 'methods[1]: option-type'],
    [['TRACE'], 'methods[0]: method-forbidden'],
    ['connect', 'methods: method-forbidden'],
    [['Track'], 'methods[0]: method-forbidden'],
    [['patch'], 'methods[0]: method-case'],
    ['GET,Patch', 'methods: method-case'],
    [['query'], 'methods[0]: method-case'],
  ])('%j is refused', (methods, code) => {
    expect(codesOf({ methods })).toEqual([code]);
  });

  it('says what to write', () => {
    expect(fixOf({ methods: ['patch'] })).toBe('method-case: Write "PATCH", here and in fetch().');
  });
});

describe('allowedHeaders', () => {
  it.each([
    [undefined, undefined],
    [[], []],
    [
      ['X-A', 'x-b'],
      ['X-A', 'x-b'],
    ],
    ['X-A , Content-Type', ['X-A', 'Content-Type']],
    [
      ['X-A', 'x-a', 'X-B'],
      ['X-A', 'X-B'],
    ],
    ['*', ['*']],
    [['Authorization'], ['Authorization']],
    ['X-HTTP-Method-Override', ['X-HTTP-Method-Override']],
  ])('%j', (allowedHeaders, expected) => {
    expect(createPolicy({ allowedHeaders }).options.allowedHeaders).toEqual(expected);
  });

  it.each([
    [null, 'allowedHeaders: option-type'],
    [false, 'allowedHeaders: option-type'],
    ['', 'allowedHeaders: header-invalid'],
    ['X-A,,X-B', 'allowedHeaders: header-invalid'],
    [['X A'], 'allowedHeaders[0]: header-invalid'],
    [['X-A:'], 'allowedHeaders[0]: header-invalid'],
    [['X-A\r\nSet-Cookie'], 'allowedHeaders[0]: header-invalid'],
    [['X-A', 1], 'allowedHeaders[1]: option-type'],
    [['Cookie'], 'allowedHeaders[0]: header-forbidden'],
    [['origin'], 'allowedHeaders[0]: header-forbidden'],
    [['Host'], 'allowedHeaders[0]: header-forbidden'],
    [['Sec-Foo'], 'allowedHeaders[0]: header-forbidden'],
    [['Proxy-Authorization'], 'allowedHeaders[0]: header-forbidden'],
    [['Access-Control-Request-Headers'], 'allowedHeaders[0]: header-forbidden'],
    [['Access-Control-Allow-Origin'], 'allowedHeaders[0]: header-misplaced'],
    [['Access-Control-Max-Age'], 'allowedHeaders[0]: header-misplaced'],
  ])('%j is refused', (allowedHeaders, code) => {
    expect(codesOf({ allowedHeaders })).toEqual([code]);
  });

  it('says how cookies go along', () => {
    expect(fixOf({ allowedHeaders: 'Cookie' })).toBe(
      'header-forbidden: Leave it out; cookies go along with credentials: true.',
    );
    expect(fixOf({ allowedHeaders: 'Host' })).toBe('header-forbidden: Leave it out.');
  });
});

describe('exposedHeaders', () => {
  it.each([
    [undefined, []],
    [[], []],
    ['X-Total, ETag', ['X-Total', 'ETag']],
    [['ETag', 'etag'], ['ETag']],
    ['*', ['*']],
  ])('%j', (exposedHeaders, expected) => {
    expect(createPolicy({ exposedHeaders }).options.exposedHeaders).toEqual(expected);
  });

  it.each([
    [true, 'exposedHeaders: option-type'],
    [['X Total'], 'exposedHeaders[0]: header-invalid'],
    [['Set-Cookie'], 'exposedHeaders[0]: header-forbidden'],
    ['set-cookie2', 'exposedHeaders: header-forbidden'],
    ['Origin', 'exposedHeaders: header-misplaced'],
    ['Cookie', 'exposedHeaders: header-misplaced'],
    ['Host', 'exposedHeaders: header-misplaced'],
    ['Access-Control-Request-Method', 'exposedHeaders: header-misplaced'],
    ['Access-Control-Allow-Methods', 'exposedHeaders: header-misplaced'],
  ])('%j is refused', (exposedHeaders, code) => {
    expect(codesOf({ exposedHeaders })).toEqual([code]);
  });

  it("'*' exposes nothing with credentials, and is refused there", () => {
    const origin = 'https://a.example';
    expect(codesOf({ origin, credentials: true, exposedHeaders: ['ETag', '*'] })).toEqual([
      'exposedHeaders[1]: wildcard-with-credentials',
    ]);
    expect(
      codesOf({ origin, credentials: true, exposedHeaders: 'ETag', methods: '*', allowedHeaders: '*' }),
    ).toEqual([]);
  });
});

describe('vary', () => {
  it.each([
    [undefined, []],
    ['X-Tenant, Cookie', ['X-Tenant', 'Cookie']],
    [['Cookie', 'cookie'], ['Cookie']],
    [[], []],
  ])('%j', (vary, expected) => {
    expect(createPolicy({ vary }).options.vary).toEqual(expected);
  });

  it.each([
    [null, 'vary: option-type'],
    ['*', 'vary: header-invalid'],
    [['X-Tenant', '*'], 'vary[1]: header-invalid'],
    [['X Tenant'], 'vary[0]: header-invalid'],
    ['', 'vary: header-invalid'],
  ])('%j is refused', (vary, code) => {
    expect(codesOf({ vary })).toEqual([code]);
  });
});
