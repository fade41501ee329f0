import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../../src/index.ts';
import { codesOf, issuesOf } from './issues.ts';

const secret = (origin: unknown, dangerously?: object) => ({ origin, credentials: true, dangerously });

describe('origins that are accepted', () => {
  it.each([
    ['the default', undefined, '*'],
    ["'*'", '*', '*'],
    ['true', true, '*'],
    ['false', false, false],
    ['an exact origin', 'https://app.example', 'https://app.example'],
    ['a pattern', 'https://*.app.example:*', 'https://*.app.example:*'],
    ['a list', ['https://a.example', 'https://b.example'], ['https://a.example', 'https://b.example']],
    ['a list, once each', ['https://a.example', 'https://a.example'], ['https://a.example']],
    ['an empty list', [], []],
    ['a Set', new Set(['https://a.example']), ['https://a.example']],
    ['keys of a Map', new Map([['https://a.example', 1]]).keys(), ['https://a.example']],
    ["a list with '*'", ['https://a.example', '*'], '*'],
  ])('%s', (name, origin, normalized) => {
    expect(createPolicy(name === 'the default' ? {} : { origin: origin as string }).options.origin).toEqual(
      normalized,
    );
  });

  it('a generator, which is read once', () => {
    function* origins() {
      yield 'https://a.example';
      yield /^https:\/\/b\.example$/;
    }
    const policy = createPolicy({ origin: origins() });
    expect(policy.options.origin).toEqual(['https://a.example', /^https:\/\/b\.example$/]);
    expect(
      ['https://a.example', 'https://b.example', 'https://c.example'].map((origin) =>
        policy.allowsOrigin(origin),
      ),
    ).toEqual([true, true, false]);
  });

  it('a RegExp becomes a list of one, and a copy', () => {
    const regexp = /^https:\/\/a\.example$/i;
    const { origin } = createPolicy({ origin: regexp }).options;
    expect(origin).toEqual([regexp]);
    expect((origin as RegExp[])[0]).not.toBe(regexp);
  });

  it('a RegExp of another realm', () => {
    const foreign: unknown = runInContext('/^https:\\/\\/a\\.example$/', createContext({}));
    expect(foreign instanceof RegExp).toBe(false);
    expect(createPolicy({ origin: [foreign as RegExp] }).allowsOrigin('https://a.example')).toBe(true);
  });

  it('a function is kept as it is', () => {
    const isAllowed = () => true;
    expect(createPolicy({ origin: isAllowed }).options.origin).toBe(isAllowed);
  });
});

describe('origins of the wrong type', () => {
  it.each([
    ['undefined', undefined, 'origin: origin-missing'],
    ['null', null, 'origin: option-type'],
    ['0', 0, 'origin: option-type'],
    ['a number', 1, 'origin: option-type'],
    ['NaN', Number.NaN, 'origin: option-type'],
    ['a bigint', 1n, 'origin: option-type'],
    ['a symbol', Symbol('x'), 'origin: option-type'],
    ['an object', {}, 'origin: option-type'],
    ['an URL', new URL('https://a.example'), 'origin: option-type'],
    ['a String object', new String('https://a.example'), 'origin: option-type'],
    ['a promise', Promise.resolve('https://a.example'), 'origin: option-type'],
    ['an empty string', '', 'origin: origin-invalid'],
    ['an entry that is undefined', ['https://a.example', undefined], 'origin[1]: origin-missing'],
    // biome-ignore lint/suspicious/noSparseArray: a hole is the mistake
    ['a hole', ['https://a.example', , 'https://b.example'], 'origin[1]: origin-missing'],
    ['an entry that is null', [null], 'origin[0]: option-type'],
    ['an entry that is true', [true], 'origin[0]: option-type'],
    ['an entry that is an URL', [new URL('https://a.example')], 'origin[0]: option-type'],
    ['an entry that is a String object', [new String('https://a.example')], 'origin[0]: option-type'],
    ['an entry that is a function', [() => true], 'origin[0]: option-type'],
    ['a nested list', [['https://a.example']], 'origin[0]: option-type'],
    ['a Map', new Map([['https://a.example', 1]]), 'origin[0]: option-type'],
  ])('%s', (_, origin, code) => {
    expect(codesOf({ origin })).toEqual([code]);
  });

  it.each([
    [new URL('https://a.example/x'), 'Write the origin of the URL, as a string: "https://a.example".'],
    [new String('x'), 'Write a plain string.'],
    [Promise.resolve('x'), 'Await it first, or write a function that returns it.'],
    [[() => true], 'Write the function as the whole origin option.'],
    [[3], 'Write strings and RegExps only.'],
    [[undefined], 'Set it, or leave the entry out.'],
  ])('%o is answered with a hint', (origin, fix) => {
    expect(issuesOf({ origin })[0]?.fix).toBe(fix);
  });
});

describe('with credentials', () => {
  it.each([
    ["'*'", '*', ['origin: wildcard-with-credentials']],
    ['true', true, ['origin: wildcard-with-credentials']],
    ["'*' in a list", ['https://a.example', '*'], ['origin[1]: wildcard-with-credentials']],
    ['plain http', 'http://a.example', ['origin: origin-insecure']],
    ['plain http by address', ['http://10.0.0.1:8080'], ['origin[0]: origin-insecure']],
    ['plain http under a domain', 'http://*.a.example.com', ['origin: origin-insecure']],
    ['a top-level domain', 'https://*.com', ['origin: origin-public-suffix']],
    ['a country domain', 'https://*.co.uk:*', ['origin: origin-public-suffix']],
    ['a private suffix', 'https://*.github.io', ['origin: origin-public-suffix']],
    ['a private suffix with a trailing dot', 'https://*.herokuapp.com.', ['origin: origin-public-suffix']],
    ['both', 'http://*.co.uk', ['origin: origin-insecure', 'origin: origin-public-suffix']],
  ])('%s is refused', (_, origin, codes) => {
    expect(codesOf(secret(origin))).toEqual(codes);
    expect(codesOf({ origin }), 'but not without them').toEqual([]);
  });

  it('the default origin is refused', () => {
    expect(codesOf({ credentials: true })).toEqual(['origin: wildcard-with-credentials']);
  });

  it.each([
    'https://a.example',
    'https://*.a.co.uk',
    'https://*.me.github.io',
    'http://localhost:*',
    'http://*.localhost:*',
    'http://a.localhost.',
    'http://127.0.0.1:3000',
    'http://[::1]',
    'capacitor://localhost',
    'chrome-extension://abcdefghijklmnop',
  ])('%s is accepted', (origin) => {
    expect(codesOf(secret(origin))).toEqual([]);
  });

  it('https is what to write instead of http', () => {
    expect(issuesOf(secret('http://a.example:8080'))[0]?.fix).toBe(
      'Write "https://a.example:8080", or set dangerously.allowInsecureOrigins.',
    );
  });

  it.each([
    ['*', { reflectAnyOrigin: true }],
    [['*'], { reflectAnyOrigin: true }],
    ['http://a.example', { allowInsecureOrigins: true }],
    ['https://*.github.io', { allowPublicSuffixes: true }],
  ])('%s is accepted with %o', (origin, dangerously) => {
    expect(codesOf(secret(origin, dangerously))).toEqual([]);
  });

  it.each([
    [
      '*',
      {
        allowInsecureOrigins: true,
        allowPublicSuffixes: true,
        allowNullOrigin: true,
        allowLooseRegExp: true,
      },
    ],
    ['http://a.example', { reflectAnyOrigin: true, allowPublicSuffixes: true }],
    ['https://*.com', { reflectAnyOrigin: true, allowInsecureOrigins: true }],
    ['https://*.com', { allowPublicSuffixes: false }],
  ])('%s is not accepted with %o', (origin, dangerously) => {
    expect(codesOf(secret(origin, dangerously))).toHaveLength(1);
  });
});

it('null has to be opted in', () => {
  expect(codesOf({ origin: 'null' })).toEqual(['origin: origin-null']);
  expect(codesOf({ origin: ['https://a.example', 'null'] })).toEqual(['origin[1]: origin-null']);
  expect(codesOf({ origin: 'null', dangerously: { allowNullOrigin: true } })).toEqual([]);
});
