import { isToken } from '../spec/grammar.ts';
import { SAFELISTED_METHODS } from '../spec/methods.ts';
import {
  ALLOW_CREDENTIALS,
  ALLOW_HEADERS,
  ALLOW_METHODS,
  ALLOW_ORIGIN,
  EXPOSE_HEADERS,
  FORBIDDEN_RESPONSE_HEADERS,
  MAX_AGE,
  NON_WILDCARD_REQUEST_HEADER,
  SAFELISTED_RESPONSE_HEADERS,
} from '../spec/names.ts';
import type { Failure } from './codes.ts';
import type { EngineProfile } from './engines.ts';
import { type HeaderList, joinedValue, linesOf, sortedNames, trimWhitespace } from './headers.ts';

/** What the checks need to know of the request: the `Origin` it carried, and whether credentials may go along. */
export interface Requester {
  readonly origin: string;
  readonly include: boolean;
}

/**
 * Whether the response names the requester. The standard knows one failure; the engines tell them apart.
 * @see https://fetch.spec.whatwg.org/#concept-cors-check
 */
export function corsCheck(
  { origin, include }: Requester,
  headers: HeaderList,
  profile: EngineProfile,
): Failure | null {
  const allowed = joinedValue(headers, ALLOW_ORIGIN);
  if (allowed === null) return { code: 'acao-missing', culprit: null };
  if (allowed === '*') return include ? { code: 'acao-wildcard-credentials', culprit: null } : null;
  if (allowed !== origin) return { code: mismatchCode(allowed, profile), culprit: allowed };
  if (!include) return null;
  const credentials = joinedValue(headers, ALLOW_CREDENTIALS);
  return credentials === 'true' ? null : { code: 'acac-invalid', culprit: credentials ?? '' };
}

function mismatchCode(allowed: string, profile: EngineProfile): Failure['code'] {
  if (profile.originSeparator.test(allowed)) return 'acao-multiple';
  return allowed === 'null' || looksLikeUrl(allowed) ? 'acao-mismatch' : 'acao-invalid';
}

/** Chromium, from which the two codes come, does not look into punycode here. */
function looksLikeUrl(text: string): boolean {
  return URL.canParse(text.replaceAll('xn--', 'xn'));
}

/**
 * Whether a preflight's response, which passed the CORS check, grants the method and every header name.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export function preflightGrants(
  { method, unsafeNames, include }: { method: string; unsafeNames: readonly string[]; include: boolean },
  headers: HeaderList,
  profile: EngineProfile,
): Failure | null {
  const methods = tokenList(headers, ALLOW_METHODS);
  if (!Array.isArray(methods)) return { code: 'acam-unparsable', culprit: methods.bad };
  const isMethodGranted =
    methods.includes(method) || SAFELISTED_METHODS.has(method) || (!include && methods.includes('*'));
  const methodRefused: Failure | null = isMethodGranted
    ? null
    : { code: 'method-not-allowed', culprit: method };
  if (methodRefused !== null && profile.methodBeforeHeaders) return methodRefused;
  const names = tokenList(headers, ALLOW_HEADERS);
  if (!Array.isArray(names)) return { code: 'acah-unparsable', culprit: names.bad };
  if (methodRefused !== null) return methodRefused;
  const granted = new Set(names.map((name) => name.toLowerCase()));
  const anyName = !include && granted.has('*');
  const isRefused = (name: string) =>
    !granted.has(name) &&
    !(anyName && !(name === NON_WILDCARD_REQUEST_HEADER && profile.wildcardOmitsAuthorization));
  const refused = unsafeNames.filter(isRefused);
  const [first] = refused;
  if (first === undefined) return null;
  const code = anyName ? 'authorization-not-covered-by-wildcard' : 'header-not-allowed';
  return { code, culprit: first, refused };
}

/**
 * For how long a passed preflight is remembered, in seconds.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export function preflightCacheSeconds(headers: HeaderList, profile: EngineProfile): number {
  const lines = linesOf(headers, MAX_AGE);
  const [value] = lines;
  if (value === undefined || (value === '' && profile.skipsEmptyLines)) return ABSENT_MAX_AGE;
  if (lines.length > 1) return profile.maxAgeFallback;
  if (isDeltaSeconds(value)) return Math.min(Number(value), profile.maxAgeCap);
  return /^-\d+$/.test(value) ? profile.maxAgeNegative : profile.maxAgeFallback;
}

const ABSENT_MAX_AGE = 5;

export function isDeltaSeconds(value: string): boolean {
  return /^\d+$/.test(value);
}

/**
 * Names of the headers present that a page may read across origins.
 * @see https://fetch.spec.whatwg.org/#concept-filtered-response-cors
 */
export function exposedNames(
  headers: HeaderList,
  { include, keepsEarlyWildcard }: { readonly include: boolean; readonly keepsEarlyWildcard: boolean },
): string[] {
  const listed = exposeList(headers);
  const exposed = new Set(Array.isArray(listed) ? listed.map((name) => name.toLowerCase()) : []);
  const hasWildcard = Array.isArray(listed) ? exposed.has('*') : keepsEarlyWildcard && listed.afterWildcard;
  const all = !include && hasWildcard;
  return readableNames(headers).filter(
    (name) => all || exposed.has(name) || SAFELISTED_RESPONSE_HEADERS.has(name),
  );
}

/** Names of the headers present that a page may read from its own origin. */
export function readableNames(headers: HeaderList): string[] {
  return sortedNames(headers.map(([name]) => name)).filter((name) => !FORBIDDEN_RESPONSE_HEADERS.has(name));
}

export function exposeList(headers: HeaderList): string[] | VoidList {
  return tokenList(headers, EXPOSE_HEADERS);
}

/** A list that one element makes void. */
interface VoidList {
  readonly bad: string;
  /** Whether a `*` stood before that element. */
  readonly afterWildcard: boolean;
}

/**
 * The elements of a list of tokens over all its lines, empty ones left out; or the first that is no token, which
 * makes the whole list void. An absent header is an empty list.
 * @see https://fetch.spec.whatwg.org/#extract-header-list-values
 */
function tokenList(headers: HeaderList, name: string): string[] | VoidList {
  const elements = linesOf(headers, name)
    .flatMap((line) => line.split(','))
    .map(trimWhitespace)
    .filter((element) => element !== '');
  const index = elements.findIndex((element) => !isToken(element));
  const bad = elements[index];
  return bad === undefined ? elements : { bad, afterWildcard: elements.slice(0, index).includes('*') };
}
