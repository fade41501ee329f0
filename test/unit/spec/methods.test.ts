import { expect, it } from 'vitest';
import {
  isForbiddenMethod,
  normalizeMethod,
  SAFELISTED_METHODS,
  smugglesForbiddenMethod,
} from '../../../src/spec/methods.ts';
import {
  CORS_RESPONSE_HEADERS,
  FORBIDDEN_RESPONSE_HEADERS,
  isForbiddenRequestHeader,
  SAFELISTED_RESPONSE_HEADERS,
} from '../../../src/spec/names.ts';

it.each([
  ['get', 'GET'],
  ['Post', 'POST'],
  ['head', 'HEAD'],
  ['put', 'PUT'],
  ['delete', 'DELETE'],
  ['options', 'OPTIONS'],
  ['patch', 'patch'],
  ['Patch', 'Patch'],
  ['query', 'query'],
  ['PURGE', 'PURGE'],
])('a browser sends %s as %s', (written, sent) => {
  expect(normalizeMethod(written)).toBe(sent);
});

it('forbids three methods, in any case', () => {
  expect(['CONNECT', 'trace', 'Track'].every(isForbiddenMethod)).toBe(true);
  expect(['GET', 'PATCH', 'TRACER', ''].some(isForbiddenMethod)).toBe(false);
});

it('needs no preflight for three methods', () => {
  expect([...SAFELISTED_METHODS]).toEqual(['GET', 'HEAD', 'POST']);
});

it.each([
  ['x-http-method-override', 'TRACE', true],
  ['x-http-method', 'PUT, trace', true],
  ['x-method-override', ' CONNECT ', true],
  ['x-http-method-override', 'DELETE', false],
  ['x-other', 'TRACE', false],
])('%s: %s smuggles a forbidden method: %s', (name, value, expected) => {
  expect(smugglesForbiddenMethod(name, value)).toBe(expected);
});

it.each([
  'origin',
  'host',
  'cookie',
  'cookie2',
  'dnt',
  'sec-fetch-site',
  'proxy-authorization',
  'access-control-request-method',
  'via',
  'te',
])('no script sets %s', (name) => {
  expect(isForbiddenRequestHeader(name)).toBe(true);
});

it.each([
  'authorization',
  'user-agent',
  'content-type',
  'x-sec',
  'secret',
  'proxy',
  'access-control-allow-origin',
])('a script may set %s', (name) => {
  expect(isForbiddenRequestHeader(name)).toBe(false);
});

it('knows the response headers of the standard', () => {
  expect(CORS_RESPONSE_HEADERS).toEqual([
    'access-control-allow-origin',
    'access-control-allow-credentials',
    'access-control-allow-methods',
    'access-control-allow-headers',
    'access-control-max-age',
    'access-control-expose-headers',
  ]);
  expect([...FORBIDDEN_RESPONSE_HEADERS]).toEqual(['set-cookie', 'set-cookie2']);
  expect(SAFELISTED_RESPONSE_HEADERS.size).toBe(7);
});
