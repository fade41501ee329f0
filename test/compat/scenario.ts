import fc from 'fast-check';
import type { HostSpec } from './trace.ts';
import { anything, ORIGINS, origins, type Value } from './values.ts';

/** How a function of the application's answers. */
export const WAYS = [
  'calls back',
  'calls back later',
  'calls back and returns true',
  'calls back later and returns a query',
  'calls back, and with the error where that throws',
  'calls back later, and with the error where that throws',
  'calls back twice',
  'throws',
  'returns',
  'returns, whatever its parameters',
  'returns a promise',
  'is async, with a callback that it leaves alone',
  'rejects',
  'never answers',
] as const;

export type Way = (typeof WAYS)[number];

/** A function of the application's. */
export interface FunctionSpec<Answer> {
  readonly way: Way;
  readonly error: unknown;
  readonly answer: Answer;
}

export type OriginSpec = Value | FunctionSpec<Value>;

/** An options object, or what stands in the place of one. */
export interface OptionsSpec {
  readonly shape: 'object' | 'frozen' | 'getters' | 'inherited' | 'undefined' | 'null' | 'true' | 'text';
  readonly origin: OriginSpec | undefined;
  readonly others: Readonly<Record<string, Value>>;
}

export type SourceSpec = OptionsSpec | FunctionSpec<OptionsSpec>;

export interface RequestSpec {
  readonly method: unknown;
  readonly headers: { readonly origin?: string; readonly 'access-control-request-headers'?: string };
}

/** Middleware, the requests that reach it, and perhaps a second middleware behind it on the same response. */
export interface Scenario {
  readonly source: SourceSpec;
  readonly second: OptionsSpec | undefined;
  readonly requests: readonly RequestSpec[];
  readonly host: HostSpec;
  /** What the options object gets as `origin` between two requests. */
  readonly change: Value | undefined;
}

export function isFunctionSpec<Answer>(
  spec: Value | OptionsSpec | FunctionSpec<Answer>,
): spec is FunctionSpec<Answer> {
  return 'way' in spec;
}

const errors = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(null, undefined, 0, '', false) },
  { weight: 1, arbitrary: fc.constantFrom('text', 7, new Error('refused'), true) },
);

function functionSpec<Answer>(answer: fc.Arbitrary<Answer>): fc.Arbitrary<FunctionSpec<Answer>> {
  return fc.record({ way: fc.constantFrom(...WAYS), error: errors, answer });
}

const OTHER_NAMES = [
  'methods',
  'allowedHeaders',
  'headers',
  'exposedHeaders',
  'credentials',
  'maxAge',
  'preflightContinue',
  'optionsSuccessStatus',
  'orgin',
];

const others = fc.dictionary(fc.constantFrom(...OTHER_NAMES), anything, {
  maxKeys: 5,
  noNullPrototype: true,
});

function optionsSpec(origin: fc.Arbitrary<OriginSpec>): fc.Arbitrary<OptionsSpec> {
  return fc.record({
    shape: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('object', 'frozen', 'getters') },
      { weight: 1, arbitrary: fc.constantFrom('inherited', 'undefined', 'null', 'true', 'text') },
    ),
    origin: fc.option(origin, { nil: undefined, freq: 8 }),
    others,
  });
}

const options = optionsSpec(fc.oneof({ weight: 2, arbitrary: origins }, functionSpec(origins)));

const requests: fc.Arbitrary<RequestSpec> = fc.record({
  method: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('GET', 'OPTIONS', 'OPTIONS', 'POST', 'options', 'OpTiOnS') },
    { weight: 1, arbitrary: fc.constantFrom(undefined, '', 5, null) },
  ),
  headers: fc
    .record({
      origin: fc.option(
        fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(...ORIGINS) },
          { weight: 1, arbitrary: fc.constantFrom('http://a.com, http://b.com', '', 'A.COM', 'undefined') },
          { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
        ),
        { nil: undefined },
      ),
      'access-control-request-headers': fc.option(fc.constantFrom('x-a', 'X-A , x-b', '', 'x-a,x-a'), {
        nil: undefined,
      }),
      'access-control-request-method': fc.option(fc.constant('PUT'), { nil: undefined }),
    })
    .map((headers) => JSON.parse(JSON.stringify(headers)) as RequestSpec['headers']),
});

const VARIES = ['Accept', 'origin', 'ORIGIN, Accept', '*', 'Accept, *', '', ' ', ',', 'a,,b', 0, 5, null];

const hosts: fc.Arbitrary<HostSpec> = fc.record({
  vary: fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: fc.constantFrom<unknown>(...VARIES, ['A', 'B'], [], ['Origin', '']) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  ),
  canGet: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.constant(false)),
  canRemove: fc.boolean(),
  refuses: fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    fc.constantFrom('Access-Control-Allow-Origin', 'Access-Control-Allow-Methods', 'Content-Length'),
  ),
});

export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    source: fc.oneof({ weight: 3, arbitrary: options }, functionSpec(options)),
    second: fc.option(optionsSpec(origins), { nil: undefined, freq: 3 }),
    requests: fc.array(requests, { minLength: 1, maxLength: 3 }),
    host: hosts,
    change: fc.option(origins, { nil: undefined, freq: 3 }),
  })
  .map(withWillingHost);

/**
 * What a second middleware would have set on a host that throws cannot be read from what `cors` did there, so such
 * hosts meet one middleware at a time.
 */
function withWillingHost(scenario: Scenario): Scenario {
  if (scenario.second === undefined) return scenario;
  return { ...scenario, host: { ...scenario.host, canGet: true, refuses: undefined } };
}
