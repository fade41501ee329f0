import { describe, expect, it } from 'vitest';
import { OriginMatcher, parsePattern } from '../../../src/policy/origins.ts';

const domain251 = `${`${'a'.repeat(63)}.`.repeat(3)}${'a'.repeat(59)}`;

describe('a pattern', () => {
  it.each([
    [
      'https://a.example',
      { scheme: 'https', host: 'a.example', port: '', subdomains: false, anyPort: false },
    ],
    [
      'https://a.example:1',
      { scheme: 'https', host: 'a.example', port: ':1', subdomains: false, anyPort: false },
    ],
    [
      'https://*.a.example',
      { scheme: 'https', host: 'a.example', port: '', subdomains: true, anyPort: false },
    ],
    [
      'https://*.a.example:8443',
      { scheme: 'https', host: 'a.example', port: ':8443', subdomains: true, anyPort: false },
    ],
    ['http://localhost:*', { scheme: 'http', host: 'localhost', port: '', subdomains: false, anyPort: true }],
    [
      'http://*.localhost:*',
      { scheme: 'http', host: 'localhost', port: '', subdomains: true, anyPort: true },
    ],
    ['http://127.0.0.1:*', { scheme: 'http', host: '127.0.0.1', port: '', subdomains: false, anyPort: true }],
    ['http://[::1]:*', { scheme: 'http', host: '[::1]', port: '', subdomains: false, anyPort: true }],
    [
      'https://*.a.example.',
      { scheme: 'https', host: 'a.example.', port: '', subdomains: true, anyPort: false },
    ],
    ['app+x://*.a:*', { scheme: 'app+x', host: 'a', port: '', subdomains: true, anyPort: true }],
    [
      `https://*.${domain251}`,
      { scheme: 'https', host: domain251, port: '', subdomains: true, anyPort: false },
    ],
    [
      `https://*.${domain251}.`,
      { scheme: 'https', host: `${domain251}.`, port: '', subdomains: true, anyPort: false },
    ],
  ])('%s', (text, pattern) => {
    expect(parsePattern(text)).toEqual(pattern);
  });

  it.each([
    '',
    '*',
    'null',
    '*://a.example',
    'https://*',
    'https://*.',
    'https://*.:*',
    'https://*:*',
    'https://*a.example',
    'https://a*.example',
    'https://a.*',
    'https://a.*.example',
    'https://*.*.example',
    'https://*.127.0.0.1',
    'https://*.[::1]',
    'https://*.1',
    'https://a.example:1*',
    'https://a.example:**',
    'https://a.example:1:*',
    'https://a.example:*:*',
    'https://a.example:*/',
    'https://*.a.example:443',
    'https://*.a.example/',
    'https://*.A.example',
    'https://u@*.a.example',
    'file://*.a.example',
    'x://y://*.a.example',
    `https://*.${domain251}a`,
    `https://*.${domain251}a.`,
  ])('not: %j', (text) => {
    expect(parsePattern(text)).toBeUndefined();
  });
});

describe('a compiled list', () => {
  const matcher = new OriginMatcher([
    'https://exact.example',
    'https://exact.example:8443',
    'https://*.sub.example',
    'https://*.sub.example:444',
    'http://*.sub.example:*',
    'http://localhost:*',
    'app://localhost:*',
    'https://*.deep.sub.example:9',
    'https://*.dot.example.',
    'null',
    /^https:\/\/pr-\d+\.example$/,
  ]);

  it.each([
    'https://exact.example',
    'https://exact.example:8443',
    'https://a.sub.example',
    'https://a.b.sub.example',
    'https://a.sub.example:444',
    'https://a.deep.sub.example:444',
    'https://a.deep.sub.example:9',
    'https://deep.sub.example',
    'http://a.sub.example',
    'http://a.sub.example:1',
    'http://localhost',
    'http://localhost:65535',
    'app://localhost:80',
    'https://a.dot.example.',
    'null',
    'https://pr-7.example',
  ])('has %s', (origin) => {
    expect(matcher.matches(origin)).toBe(true);
  });

  it.each([
    '',
    'https://exact.example:1',
    'https://exact.example.',
    'http://exact.example',
    'https://a.exact.example',
    'https://sub.example',
    'https://asub.example',
    'https://a.sub.example:445',
    'https://a.deep.sub.example:10',
    'ws://a.sub.example',
    'https://localhost',
    'http://a.localhost',
    'http://localhost.',
    'http://localhost:0',
    'http://localhost:80',
    'https://a.dot.example',
    'https://pr-7.example/',
    'https://pr-x.example',
    'https://.sub.example',
    'https://a..sub.example',
    'https://a/.sub.example',
    'https://a.sub.example/',
    'https://A.sub.example',
    `https://${'a.'.repeat(160)}sub.example`,
  ])('has not %j', (origin) => {
    expect(matcher.matches(origin)).toBe(false);
  });

  it('of nothing has nothing', () => {
    expect(new OriginMatcher([]).matches('https://a.example')).toBe(false);
  });

  it('of hosts only, of subdomains only, of RegExps only', () => {
    expect(new OriginMatcher(['http://a.example:*']).matches('http://b.a.example')).toBe(false);
    expect(new OriginMatcher(['http://*.a.example']).matches('http://a.example')).toBe(false);
    expect(new OriginMatcher([/^http:\/\/a$/]).matches('http://b')).toBe(false);
  });

  it('decides the same however often, and about however many', () => {
    const list = new OriginMatcher(['https://*.a.example', /^https:\/\/b\d+\.example$/]);
    for (let round = 0; round < 3; round++) {
      for (let index = 0; index < 1100; index++) {
        expect(list.matches(`https://n${index}.a.example`)).toBe(true);
        expect(list.matches(`https://b${index}.example`)).toBe(true);
        expect(list.matches(`https://n${index}.evil.example`)).toBe(false);
      }
    }
  });

  it('costs the same at any size', () => {
    const size = 100_000;
    const large = new OriginMatcher(
      Array.from({ length: size }, (_, index) => `https://*.site-${index}.example`),
    );
    const small = new OriginMatcher(['https://*.site-1.example']);
    const cost = (list: OriginMatcher) => {
      const start = process.hrtime.bigint();
      for (let round = 0; round < 5000; round++) list.matches(`https://a${round}.b.c.site-1.example`);
      return Number(process.hrtime.bigint() - start);
    };
    cost(large);
    cost(small);
    const best = (list: OriginMatcher) => Math.min(...Array.from({ length: 5 }, () => cost(list)));
    expect(large.matches(`https://a.site-${size - 1}.example`)).toBe(true);
    expect(best(large)).toBeLessThan(best(small) * 50);
  });
});
