import { describe, expect, test } from 'vitest';
import { type CredentialsMode, judge } from '../../../src/browser/index.ts';

const ORIGIN = 'https://app.example';

const ALWAYS = {
  'Cache-Control': 'no-store',
  'Content-Language': 'en',
  'Content-Length': '0',
  'Content-Type': 'text/plain',
  Expires: '0',
  'Last-Modified': 'x',
  Pragma: 'x',
};

const SAFELISTED = Object.keys(ALWAYS).map((name) => name.toLowerCase());

function exposed(expose: string | readonly string[] | undefined, credentials: CredentialsMode = 'omit') {
  const headers = {
    ...ALWAYS,
    'Access-Control-Allow-Origin': ORIGIN,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': expose,
    'X-One': '1',
    'X-Two': '2',
    'Set-Cookie': ['a=b', 'c=d'],
    'Set-Cookie2': 'e=f',
  };
  return judge(
    { origin: ORIGIN, url: 'https://api.example/', credentials },
    { response: { status: 200, headers } },
  );
}

const EVERYTHING = [
  'access-control-allow-credentials',
  'access-control-allow-origin',
  'access-control-expose-headers',
  ...SAFELISTED,
  'x-one',
  'x-two',
];

describe('readable response headers', () => {
  test.each<[string, string | readonly string[] | undefined, readonly string[]]>([
    ['none listed', undefined, SAFELISTED],
    ['an empty list', '', SAFELISTED],
    ['one', 'x-one', [...SAFELISTED, 'x-one']],
    ['in any case', 'X-TWO', [...SAFELISTED, 'x-two']],
    ['with whitespace and empty elements', ' ,x-one\t,, x-two ', [...SAFELISTED, 'x-one', 'x-two']],
    ['on two lines', ['x-one', 'x-two'], [...SAFELISTED, 'x-one', 'x-two']],
    ['that are absent', 'x-three', SAFELISTED],
    ['cookies never', 'set-cookie, set-cookie2', SAFELISTED],
    ['all', '*', EVERYTHING],
    ['all, and one', 'x-one, *', EVERYTHING],
    ['a bad element voids the list', 'x-one, b c', SAFELISTED],
    ['on whatever line', ['x-one', '"x-two"'], SAFELISTED],
    ['a semicolon is no comma', 'x-one;x-two', SAFELISTED],
  ])('%s', (_, expose, expected) => {
    expect(exposed(expose).exposedHeaders).toEqual(expected);
  });

  test('with credentials * is a name', () => {
    const verdict = exposed('*, x-one', 'include');
    expect(verdict.exposedHeaders).toEqual([...SAFELISTED, 'x-one']);
    expect(verdict.notes.map(({ code }) => code)).toContain('expose-wildcard-literal');
  });

  test('notes say what is hidden, and why', () => {
    const notes = exposed('x-one, b c').notes;
    expect(notes).toEqual([
      {
        code: 'expose-unparsable',
        text: 'access-control-expose-headers holds "b c", no header name: the whole list is void.',
      },
      {
        code: 'header-not-exposed',
        text: 'The page cannot read x-one, x-two: add them to access-control-expose-headers.',
      },
      {
        code: 'set-cookie-ignored',
        text: 'The cookie is not stored: the page asks without credentials: "include".',
      },
      {
        code: 'vary-missing',
        text: 'No Vary: Origin: right if every answer names this one origin, else a cache gives the answer to other origins.',
      },
    ]);
  });

  test('in Firefox a * before the bad element still counts, but not to XMLHttpRequest', () => {
    const headers = {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': '*, b c',
      'x-one': '1',
    };
    const exchange = { response: { status: 200, headers } };
    const names = (['fetch', 'xhr'] as const).map(
      (initiator) =>
        judge({ origin: ORIGIN, url: 'https://api.example/', initiator }, exchange, { engine: 'firefox' })
          .exposedHeaders,
    );
    expect(names).toEqual([['access-control-allow-origin', 'access-control-expose-headers', 'x-one'], []]);
  });
});
