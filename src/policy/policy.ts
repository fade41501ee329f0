import { isWellFormedOrigin, MAX_ORIGIN_LENGTH } from '../spec/origin.ts';
import { normalizeOptions } from './normalize.ts';
import type { CorsOptions, NodeRequest, NormalizedOptions, OriginFunction } from './options.ts';
import { asDecision, askOriginFunction } from './origin-function.ts';
import { OriginMatcher } from './origins.ts';
import { RecentOrigins } from './recent-origins.ts';

const BRAND = Symbol.for('crossgate.Policy');

/** Options that were found right, compiled and frozen. Every adapter takes one wherever it takes options. */
export interface Policy<Request = NodeRequest> {
  /** The complete options, frozen: defaults filled in, lists copied. */
  readonly options: NormalizedOptions<Request>;
  /**
   * Whether an `Origin` header's value is allowed: for WebSocket upgrades, and for whatever else needs the same list.
   *
   * @param origin the header as received; `undefined` where there is none, which only `origin: '*'` allows.
   * @param request handed on to an origin function.
   * @returns a promise only where an origin function returns one.
   * @throws what an origin function throws, and TypeError when it returns anything but a boolean.
   */
  readonly allowsOrigin: (origin: string | undefined, request?: Request) => boolean | Promise<boolean>;
}

/**
 * Compiles options into a policy.
 *
 * @throws CorsOptionsError with every mistake in `options`.
 */
export function createPolicy<Request = NodeRequest>(options: CorsOptions<Request> = {}): Policy<Request> {
  return compilePolicy(options);
}

/** {@link createPolicy} for what may be anything: nothing stands in for a missing options object. */
export function compilePolicy<Request>(options: unknown): Policy<Request> {
  const normalized = normalizeOptions<Request>(options);
  return Object.freeze({ options: normalized, allowsOrigin: compileOrigin(normalized), [BRAND]: true });
}

/** Whether `value` is a policy, also one from another copy of this package. */
export function isPolicy<Request>(value: unknown): value is Policy<Request> {
  return typeof value === 'object' && value !== null && BRAND in value;
}

/** Judges the `Origin` of a request. What is promised is no decision yet: see {@link asDecision}. */
export type OriginJudge<Request> = (
  origin: string | undefined,
  request: Request,
) => boolean | Promise<unknown>;

/** The judge of a policy: as `allowsOrigin`, less a step of waiting where a function is asked. */
export function originJudgeOf<Request>({ options, allowsOrigin }: Policy<Request>): OriginJudge<Request> {
  return typeof options.origin === 'function' ? compileFunction(options.origin, options) : allowsOrigin;
}

function compileOrigin<Request>(options: NormalizedOptions<Request>): Policy<Request>['allowsOrigin'] {
  const { origin: option, credentials } = options;
  if (option === false) return () => false;
  if (option === '*') return credentials ? compileNamed(options) : () => true;
  if (typeof option === 'function') {
    const judge = compileFunction(option, options);
    return (origin, request) => {
      const answer = judge(origin, request as Request);
      return typeof answer === 'boolean' ? answer : answer.then(asDecision);
    };
  }
  const matcher = new OriginMatcher(typeof option === 'string' ? [option] : option);
  return (origin) => typeof origin === 'string' && matcher.matches(origin);
}

function compileFunction<Request>(
  decide: OriginFunction<Request>,
  options: NormalizedOptions<Request>,
): OriginJudge<Request> {
  const isNamed = compileNamed(options);
  return (origin, request) => isNamed(origin) && askOriginFunction(decide, origin, request);
}

/** Whether an `Origin` names one: `null`, and what is malformed, is never asked about. */
function compileNamed({ dangerously }: NormalizedOptions<never>) {
  const recent = new RecentOrigins();
  return (origin: string | undefined): origin is string => {
    if (typeof origin !== 'string' || origin.length > MAX_ORIGIN_LENGTH) return false;
    if (recent.has(origin)) return true;
    const isNamed = isWellFormedOrigin(origin) || (dangerously.allowNullOrigin && origin === 'null');
    if (isNamed) recent.add(origin);
    return isNamed;
  };
}
