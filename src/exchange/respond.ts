import type { NormalizedOptions } from '../policy/options.ts';
import { isExact, parsePattern } from '../policy/origins.ts';
import type { Policy } from '../policy/policy.ts';
import { ALLOW_ORIGIN, VARY } from '../spec/names.ts';
import { asError } from './as-error.ts';
import { type Exchange, isSameOrigin, type RequestFacts } from './classify.ts';
import { type Headers, policyHeadersOf } from './headers.ts';
import { compilePreflightHead } from './preflight-head.ts';
import { dependenciesOf, mergeVary } from './vary.ts';

/** What an adapter has to do to a response. A value: nothing in it is bound to a host. */
export interface Reply {
  /**
   * To be set; a CORS header of an earlier policy that is not among them is to be removed. What stands under `vary` is
   * to be added to what the response has there.
   */
  readonly headers: Headers;
  /** Ends the exchange: a response of this status, without a body. `undefined`: the request goes on to its handler. */
  readonly status: number | undefined;
  /** Goes to the host's error handling once the headers are written. `undefined`: nothing failed. */
  readonly error: object | undefined;
}

/** Writes the replies of one policy. What does not depend on the request is written once, frozen, and shared. */
export interface HeaderWriter {
  /** The reply to all but preflights, where nothing of the request decides about it. `undefined`: something does. */
  readonly constant: Reply | undefined;
  /** The reply to a request. `isAllowed` is the judgement of its origin; of no meaning where the policy is constant. */
  readonly respond: (exchange: Exchange, facts: RequestFacts, isAllowed: boolean) => Reply;
  /** The reply when the judgement itself failed: nothing is allowed. */
  readonly fail: (reason: unknown) => Reply;
}

/**
 * Makes the header writer of a policy.
 *
 * @see https://fetch.spec.whatwg.org/#http-responses
 */
export function createHeaderWriter({ options }: Policy<never>): HeaderWriter {
  const headers = policyHeadersOf(options);
  const constantOrigin = constantOriginOf(options);
  const vary = dependenciesOf(options, {
    origin: constantOrigin === undefined,
    requestMethod: headers.reflectsMethod,
    requestHeaders: headers.reflectsHeaders,
  });
  const preflightStatus = options.preflightContinue ? undefined : options.optionsSuccessStatus;

  const actualHead = { [ALLOW_ORIGIN]: '', ...headers.actual, ...varyHeader(vary.actual) };
  const allowActual = (origin: string): Reply => reply({ ...actualHead, [ALLOW_ORIGIN]: origin });
  const preflightHead = compilePreflightHead(headers, {
    ...headers.preflight,
    ...lengthFor(preflightStatus),
    ...varyHeader(vary.preflight),
  });
  const allowPreflight = (origin: string, facts: RequestFacts): Reply =>
    reply(preflightHead(origin, facts), preflightStatus);

  const refusal = (names: string, status: number | undefined): Reply =>
    shared(reply({ ...lengthFor(status), ...varyHeader(names) }, status));
  const silent = refusal(vary.actual, undefined);
  const refusePreflight = refusal(vary.preflight, preflightStatus);
  const forbidActual = refusal(vary.actual, 403);
  const forbidPreflight = refusal(vary.preflight, 403);
  const fail = (reason: unknown): Reply => ({ ...silent, error: asError(reason) });

  if (constantOrigin !== undefined) {
    const actual = shared(allowActual(constantOrigin));
    const preflight = shared(allowPreflight(constantOrigin, { headers: {} }));
    const isFixed = !headers.reflectsMethod && !headers.reflectsHeaders;
    const respond: HeaderWriter['respond'] = (exchange, facts) => {
      if (exchange !== 'preflight') return actual;
      return isFixed ? preflight : allowPreflight(constantOrigin, facts);
    };
    return { constant: actual, respond, fail };
  }

  const respond: HeaderWriter['respond'] = (exchange, facts, isAllowed) => {
    const { origin } = facts.headers;
    if (origin === undefined) return silent;
    const isPreflight = exchange === 'preflight';
    if (isAllowed) return isPreflight ? allowPreflight(origin, facts) : allowActual(origin);
    if (options.enforce && !isSameOrigin(facts)) return isPreflight ? forbidPreflight : forbidActual;
    return isPreflight ? refusePreflight : silent;
  };
  return { constant: undefined, respond, fail };
}

function reply(headers: Headers, status?: number): Reply {
  return { headers, status, error: undefined };
}

/** The reply, put under further names of `Vary`; they come first. */
export function varyingBy(names: string | undefined, { headers, ...rest }: Reply): Reply {
  const vary = mergeVary(names, headers[VARY] ?? '');
  return { ...rest, headers: { ...headers, ...varyHeader(vary) } };
}

/** A reply that serves many requests. */
function shared(value: Reply): Reply {
  Object.freeze(value.headers);
  return Object.freeze(value);
}

/** RFC 9110 8.6 forbids Content-Length on a 204; on any other status a client would wait for a body without it. */
function lengthFor(status: number | undefined): Headers {
  return status === undefined || status === 204 ? {} : { 'content-length': '0' };
}

function varyHeader(names: string): Headers {
  return names === '' ? {} : { [VARY]: names };
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
