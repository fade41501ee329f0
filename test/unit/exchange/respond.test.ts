import { describe, expect, it } from 'vitest';
import type { RequestFacts } from '../../../src/exchange/classify.ts';
import { createHeaderWriter } from '../../../src/exchange/respond.ts';
import { type CorsOptions, createPolicy } from '../../../src/index.ts';

const A = 'https://a.example';
const facts = (headers: RequestFacts['headers'] = {}): RequestFacts => ({
  method: 'GET',
  headers: { origin: A, ...headers },
});
const writerOf = (options: CorsOptions) => createHeaderWriter(createPolicy(options));

describe('the header writer', () => {
  it.each<[string, CorsOptions, boolean]>([
    ['of the public policy', {}, true],
    ['of one exact origin', { origin: A }, true],
    ['of null, opted in', { origin: 'null', dangerously: { allowNullOrigin: true } }, true],
    ['of one exact origin that enforces', { origin: A, enforce: true }, false],
    ['of the public policy that enforces', { enforce: true }, true],
    ['of one pattern', { origin: 'https://*.a.example' }, false],
    ['of one host with any port', { origin: 'https://a.example:*' }, false],
    ['of a list of one', { origin: [A] }, false],
    ['of nobody', { origin: false }, false],
    ['of a function', { origin: () => true }, false],
    [
      'of everyone by name',
      { origin: '*', credentials: true, dangerously: { reflectAnyOrigin: true } },
      false,
    ],
  ])('%s is constant: %s', (_, options, isConstant) => {
    expect(writerOf(options).constant !== undefined).toBe(isConstant);
  });

  it('shares what does not depend on the request, frozen', () => {
    const constant = writerOf({ origin: A, allowedHeaders: [] });
    const list = writerOf({ origin: [A], allowedHeaders: [], enforce: true });
    const replies = [
      () => constant.respond('actual', facts(), true),
      () => constant.respond('preflight', facts(), true),
      () => list.respond('non-cors', { method: 'GET', headers: {} }, false),
      () => list.respond('actual', facts(), false),
      () => list.respond('preflight', facts(), false),
    ];
    for (const reply of replies) {
      expect(reply()).toBe(reply());
      expect(Object.isFrozen(reply()) && Object.isFrozen(reply().headers)).toBe(true);
    }
  });

  it('says nothing to a request without an Origin, even if it is called allowed', () => {
    expect(writerOf({ origin: [A] }).respond('actual', { headers: {} }, true)).toEqual({
      headers: { vary: 'Origin' },
      status: undefined,
      error: undefined,
    });
  });

  it('allows nothing when the judgement failed', () => {
    const error = new Error('database');
    expect(writerOf({ origin: () => true, vary: 'X-Tenant' }).fail(error)).toEqual({
      headers: { vary: 'Origin, X-Tenant' },
      status: undefined,
      error,
    });
  });
});
