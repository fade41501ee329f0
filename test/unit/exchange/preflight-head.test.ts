import { describe, expect, it } from 'vitest';
import { policyHeadersOf } from '../../../src/exchange/headers.ts';
import { compilePreflightHead } from '../../../src/exchange/preflight-head.ts';
import { type CorsOptions, createPolicy } from '../../../src/index.ts';

const A = 'https://a.example';
const FIXED = { 'access-control-max-age': '5', vary: 'Origin' };

/** The head for a preflight that asks for a method and for names, without what is fixed. */
function headOf(options: CorsOptions, method: unknown, names: unknown) {
  const head = compilePreflightHead(policyHeadersOf(createPolicy(options).options), FIXED);
  const { 'access-control-allow-origin': origin, ...rest } = head(A, {
    headers: {
      'access-control-request-method': method as string,
      'access-control-request-headers': names as string,
    },
  });
  expect(origin).toBe(A);
  expect(rest).toMatchObject(FIXED);
  const { 'access-control-max-age': _, vary: __, ...reflected } = rest;
  return reflected;
}

const BOTH: CorsOptions = { origin: A, credentials: true, methods: '*' };

describe('what is sent back of a preflight', () => {
  it('is a method and a list of names', () => {
    expect(headOf(BOTH, 'PURGE', 'x-a, x-b')).toEqual({
      'access-control-allow-methods': 'PURGE',
      'access-control-allow-headers': 'x-a,x-b',
    });
    const long = 'M'.repeat(64);
    expect(headOf(BOTH, long, '')).toEqual({ 'access-control-allow-methods': long });
    expect(headOf(BOTH, 'TRACE', 'x-a')).toEqual({ 'access-control-allow-headers': 'x-a' });
  });

  it('is never what is neither', () => {
    for (const method of [undefined, '', 'PUT, GET', 'TRACE', 'M'.repeat(65), ['PUT']]) {
      for (const names of [undefined, '', ',', 'x a', 'x'.repeat(8193), ['x-a']])
        expect(headOf(BOTH, method, names)).toEqual({});
    }
  });

  it('is one of the two where the policy has a list of its own for the other', () => {
    expect(headOf({}, 'PUT', 'x-b')).toEqual({ 'access-control-allow-headers': 'x-b' });
    expect(headOf({ ...BOTH, allowedHeaders: ['X-A'] }, 'PUT', 'x-b')).toEqual({
      'access-control-allow-methods': 'PUT',
    });
  });

  it('is nothing where it has both', () => {
    expect(headOf({ allowedHeaders: ['X-A'] }, 'PUT', 'x-b')).toEqual({});
  });

  it('does not stay for the next preflight', () => {
    const head = compilePreflightHead(policyHeadersOf(createPolicy({}).options), FIXED);
    const ask = (names: string) => head(A, { headers: { 'access-control-request-headers': names } });
    const first = ask('x-a');
    expect(ask('x-b')).toHaveProperty('access-control-allow-headers', 'x-b');
    expect(ask('')).not.toHaveProperty('access-control-allow-headers');
    expect(first).toHaveProperty('access-control-allow-headers', 'x-a');
  });
});
