import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEngine } from '../../src/cors.ts';
import type { RequestFacts } from '../../src/exchange/classify.ts';
import { type CorsOptions, createPolicy } from '../../src/index.ts';
import { entries, hostileText, nearMiss } from './arbitraries.ts';

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

const facts: fc.Arbitrary<RequestFacts> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'OPTIONS', 'PUT', '', undefined),
  headers: fc.record({
    origin: maybe(fc.oneof(nearMiss, hostileText)),
    'access-control-request-method': maybe(fc.oneof(fc.constantFrom('PUT', 'PATCH', 'TRACE'), hostileText)),
    'access-control-request-headers': maybe(hostileText),
    'sec-fetch-site': maybe(fc.constantFrom('same-origin', 'cross-site', 'none', '')),
    host: maybe(hostileText),
    ':authority': maybe(hostileText),
  }),
});

const options: fc.Arbitrary<CorsOptions> = fc
  .record({
    origin: fc.oneof(
      entries,
      fc.constant(false as const),
      fc.constant('*'),
      fc.constant(/^https:\/\/.*$/),
      fc.constant((origin: string) => origin.length % 2 === 0),
    ),
    credentials: fc.boolean(),
    methods: maybe(fc.constantFrom('*', 'PUT,PATCH')),
    allowedHeaders: maybe(fc.constantFrom('*', 'X-A')),
    enforce: fc.boolean(),
    preflightContinue: fc.boolean(),
    vary: maybe(fc.constant('X-Tenant')),
  })
  .map((given) => ({
    ...given,
    dangerously: { reflectAnyOrigin: true, allowInsecureOrigins: true, allowPublicSuffixes: true },
  }));

const HEADER_VALUE = /^[\x20-\x7e]*$/;

it('whoever asks whatever: no throw, no origin that is not allowed, no byte that a header could not carry', () => {
  fc.assert(
    fc.property(options, fc.array(facts, { minLength: 1, maxLength: 5 }), (given, requests) => {
      const policy = createPolicy(given);
      const engine = createEngine(policy);
      for (const request of requests) {
        const reply = engine.evaluate(request, { headers: {} });
        if ('then' in reply) throw new Error('nothing here is asynchronous');
        expect(reply.error).toBeUndefined();
        const { 'access-control-allow-origin': allowed, ...others } = reply.headers;
        const { origin } = request.headers;
        if (allowed === undefined) {
          expect(Object.keys(others).filter((name) => name !== 'content-length' && name !== 'vary')).toEqual(
            [],
          );
        } else if (allowed !== '*') {
          expect(allowed).toBe(origin);
          expect(policy.allowsOrigin(origin)).toBe(true);
        } else {
          expect([given.origin, given.credentials]).toEqual(['*', false]);
        }
        if (given.credentials !== true)
          expect(reply.headers).not.toHaveProperty('access-control-allow-credentials');
        for (const value of Object.values(reply.headers)) expect(value).toMatch(HEADER_VALUE);
        if (!engineIsConstant(given)) expect(reply.headers['vary']?.split(', ')).toContain('Origin');
      }
    }),
    { numRuns: 2000 },
  );
});

function engineIsConstant({ origin, credentials }: CorsOptions): boolean {
  return origin === '*' && credentials !== true;
}

it('a constant origin is sent to all, and Vary says nothing of them', () => {
  fc.assert(
    fc.property(facts, (request) => {
      const reply = createEngine({
        origin: 'https://a.example',
        credentials: true,
        allowedHeaders: [],
      }).evaluate(request, {});
      expect(reply).toMatchObject({
        headers: { 'access-control-allow-origin': 'https://a.example' },
      });
      expect(reply).not.toHaveProperty('headers.vary');
    }),
    { numRuns: 300 },
  );
});
