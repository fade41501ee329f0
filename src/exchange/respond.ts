import type { NormalizedOptions } from '../policy/options.ts';
import { isExact, parsePattern } from '../policy/origins.ts';
import type { Policy } from '../policy/policy.ts';
import { ALLOW_ORIGIN } from '../spec/names.ts';
import { type Exchange, isSameOrigin, type RequestFacts } from './classify.ts';
import { type Headers, policyHeadersOf, reflectedHeaders } from './headers.ts';
import { dependenciesOf } from './vary.ts';

/** What an adapter has to do to a response. A value: nothing in it is bound to a host. */
export interface Reply {
  /** To be set. A CORS header of an earlier policy that is not among them is to be removed. */
  readonly headers: Headers;
  /** To be added to `Vary`: names separated by commas, `''` for none. */
  readonly vary: string;
  /** Ends the exchange: a response of this status, without a body. `undefined`: the request goes on to its handler. */
  readonly status: number | undefined;
  /** Goes to the host's error handling once the headers are written. `undefined`: nothing failed. */
  readonly error: object | undefined;
}

/** Writes the replies of one policy. What does not depend on the request is written once, frozen, and shared. */
export interface HeaderWriter {
  /** Whether the replies are the same for every origin, so that nobody need be asked about it. */
  readonly isConstant: boolean;
  /** The reply to a request. `isAllowed` is the judgement of its origin; of no meaning where the policy is constant. */
  readonly respond: (exchange: Exchange, facts: RequestFacts, isAllowed: boolean) => Reply;
  /** The reply when the judgement itself failed: nothing is allowed. */
  readonly fail: (error: object) => Reply;
}

const NO_HEADERS: Headers = Object.freeze({});

/**
 * Makes the header writer of a policy.
 *
 * @see https://fetch.spec.whatwg.org/#http-responses
 */
export function createHeaderWriter({ options }: Policy<never>): HeaderWriter {
  const headers = policyHeadersOf(options);
  const { reflectsMethod, reflectsHeaders } = headers;
  const constantOrigin = constantOriginOf(options);
  const vary = dependenciesOf(options, {
    origin: constantOrigin === undefined,
    requestMethod: reflectsMethod,
    requestHeaders: reflectsHeaders,
  });
  const preflightStatus = options.preflightContinue ? undefined : options.optionsSuccessStatus;
  const isPreflightFixed = !reflectsMethod && !reflectsHeaders;

  const toActual = (origin: string) => reply({ [ALLOW_ORIGIN]: origin, ...headers.actual }, vary.actual);
  const toPreflight = (origin: string, facts: RequestFacts) => {
    const reflected = isPreflightFixed ? NO_HEADERS : reflectedHeaders(headers, facts);
    return reply(
      { [ALLOW_ORIGIN]: origin, ...headers.preflight, ...reflected },
      vary.preflight,
      preflightStatus,
    );
  };

  const unshared = reply(NO_HEADERS, vary.actual);
  const refusedPreflight = reply(NO_HEADERS, vary.preflight, preflightStatus);
  const forbidden = reply(NO_HEADERS, vary.actual, 403);
  const fail = (error: object): Reply => ({ ...unshared, error });

  if (constantOrigin !== undefined) {
    const actual = toActual(constantOrigin);
    const preflight = isPreflightFixed ? toPreflight(constantOrigin, { headers: {} }) : undefined;
    const respond: HeaderWriter['respond'] = (exchange, facts) =>
      exchange === 'preflight' ? (preflight ?? toPreflight(constantOrigin, facts)) : actual;
    return { isConstant: true, respond, fail };
  }

  const respond: HeaderWriter['respond'] = (exchange, facts, isAllowed) => {
    const { origin } = facts.headers;
    if (exchange === 'non-cors' || origin === undefined) return unshared;
    if (isAllowed) return exchange === 'preflight' ? toPreflight(origin, facts) : toActual(origin);
    if (options.enforce && !isSameOrigin(facts)) return forbidden;
    return exchange === 'preflight' ? refusedPreflight : unshared;
  };
  return { isConstant: false, respond, fail };
}

/** A reply, frozen. RFC 9110 8.6 forbids Content-Length on a 204, and a body is missed without it on anything else. */
function reply(headers: Headers, vary: string, status?: number): Reply {
  const length = status === undefined || status === 204 ? NO_HEADERS : { 'content-length': '0' };
  return Object.freeze({ headers: Object.freeze({ ...headers, ...length }), vary, status, error: undefined });
}

/**
 * The one `Access-Control-Allow-Origin` of a policy that sends the same to everyone: public, or written for a single
 * exact origin. It goes on every response, asked for or not, so that a cache may hand out any copy. A list is looked
 * up even when it has one entry, and `enforce` makes the status depend on the origin.
 *
 * @see https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
 */
function constantOriginOf({ origin, credentials, enforce }: NormalizedOptions<never>): string | undefined {
  if (typeof origin !== 'string') return undefined;
  if (origin === '*') return credentials ? undefined : origin;
  const pattern = parsePattern(origin);
  const isSingle = pattern === undefined || isExact(pattern);
  return isSingle && !enforce ? origin : undefined;
}
