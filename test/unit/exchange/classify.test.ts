import { describe, expect, it } from 'vitest';
import { classify, isSameOrigin } from '../../../src/exchange/classify.ts';

const ORIGIN = { origin: 'https://a.example' };
const METHOD = { 'access-control-request-method': 'PUT' };

it.each([
  ['GET', {}, 'non-cors'],
  ['OPTIONS', {}, 'non-cors'],
  ['OPTIONS', METHOD, 'non-cors'],
  ['GET', ORIGIN, 'actual'],
  ['GET', { ...ORIGIN, ...METHOD }, 'actual'],
  ['OPTIONS', ORIGIN, 'actual'],
  ['OPTIONS', { ...ORIGIN, ...METHOD }, 'preflight'],
  ['OPTIONS', { ...ORIGIN, 'access-control-request-method': '' }, 'preflight'],
  ['OPTIONS', { origin: '', ...METHOD }, 'preflight'],
  ['options', { ...ORIGIN, ...METHOD }, 'actual'],
  [undefined, { ...ORIGIN, ...METHOD }, 'actual'],
  ['GET', { origin: '' }, 'actual'],
  ['GET', { origin: 'null' }, 'actual'],
])('%s %o is %s', (method, headers, expected) => {
  expect(classify({ method, headers })).toBe(expected);
});

describe('same origin', () => {
  it.each([
    ['the browser says so', { 'sec-fetch-site': 'same-origin' }],
    ['the user typed it', { 'sec-fetch-site': 'none', origin: 'null' }],
    ['the host', { origin: 'https://a.example', host: 'a.example' }],
    ['the host of HTTP/2', { origin: 'https://a.example', ':authority': 'a.example' }],
    ['host and port', { origin: 'http://a.example:81', host: 'a.example:81' }],
    ['a host in upper case', { origin: 'https://a.example', host: 'A.EXAMPLE' }],
    ['the default port of https', { origin: 'https://a.example', host: 'a.example:443' }],
    ['the default port of http', { origin: 'http://a.example', host: 'a.example:80' }],
  ])('%s', (_, headers) => {
    expect(isSameOrigin({ headers })).toBe(true);
  });

  it.each([
    [
      'the browser says otherwise',
      { 'sec-fetch-site': 'cross-site', origin: 'https://a.example', host: 'a.example' },
    ],
    ['the browser says same-site', { 'sec-fetch-site': 'same-site' }],
    [
      'it says nothing that is known',
      { 'sec-fetch-site': '', origin: 'https://a.example', host: 'a.example' },
    ],
    ['nothing is known', {}],
    ['no host', { origin: 'https://a.example' }],
    ['no origin', { host: 'a.example' }],
    ['null', { origin: 'null', host: 'null' }],
    ['another host', { origin: 'https://a.example', host: 'b.example' }],
    ['another port', { origin: 'https://a.example:1', host: 'a.example:2' }],
    ['a port against the default', { origin: 'https://a.example:1', host: 'a.example:443' }],
    ['the default port of the other scheme', { origin: 'https://a.example', host: 'a.example:80' }],
    ['an app', { origin: 'capacitor://localhost', host: 'localhost' }],
    ['what is no origin', { origin: 'https://a.example/', host: 'a.example/' }],
    ['an empty host', { origin: 'https://', host: '' }],
  ])('not: %s', (_, headers) => {
    expect(isSameOrigin({ headers })).toBe(false);
  });
});
