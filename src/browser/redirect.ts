import { NON_WILDCARD_REQUEST_HEADER, REQUEST_BODY_HEADERS } from '../spec/names.ts';
import type { Failure } from './codes.ts';
import type { EngineProfile } from './engines.ts';
import { type HeaderList, joinedValue } from './headers.ts';
import { isCrossOrigin, needsPreflight, unsafeHeaderNames } from './plan.ts';
import type { PageRequest } from './request.ts';
import { isHttp, isSameOrigin, originOf } from './urls.ts';

/** @see https://fetch.spec.whatwg.org/#redirect-status */
const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

const MAX_REDIRECTS = 20;

export function isRedirectStatus(status: number): boolean {
  return REDIRECT_STATUSES.has(status);
}

/**
 * The URL that a response leads to; `null` when it leads nowhere and is itself the answer.
 * @see https://fetch.spec.whatwg.org/#concept-response-location-url
 */
export function locationOf(status: number, headers: HeaderList, base: URL): URL | 'unparsable' | null {
  if (!isRedirectStatus(status)) return null;
  const location = joinedValue(headers, 'location');
  if (location === null) return null;
  return URL.canParse(location, base.href) ? new URL(location, base.href) : 'unparsable';
}

/**
 * Why a redirect is not followed; `null` when it is.
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirectFailure(
  request: PageRequest,
  location: URL,
  redirects: number,
  profile: EngineProfile,
): Failure | null {
  if (location.protocol === 'data:') return { code: 'redirect-data', culprit: location.href };
  if (!isHttp(location)) return { code: 'redirect-scheme', culprit: location.href };
  if (redirects === MAX_REDIRECTS) return { code: 'redirect-count', culprit: null };
  if (request.mode === 'same-origin' && !isSameOrigin(request.origin, location)) {
    return { code: 'redirect-mode-same-origin', culprit: location.href };
  }
  const hasCredentials = location.username !== '' || location.password !== '';
  const isForeign =
    isCrossOrigin(request) || (profile.refusesCredentialsFromHome && !isSameOrigin(request.origin, location));
  if (hasCredentials && ((request.mode === 'cors' && isForeign) || profile.refusesCredentialsAnywhere)) {
    return { code: 'redirect-credentials', culprit: location.href };
  }
  return null;
}

/** The request for the next URL. */
export function followRedirect(
  request: PageRequest,
  status: number,
  location: URL,
  profile: EngineProfile,
): PageRequest {
  const sameHop = originOf(location) === originOf(request.url);
  const isForeign = !isSameOrigin(request.origin, location);
  const survives = ([name]: readonly [string, string]) =>
    !(isForeign && profile.droppedOnRedirect.has(name)) &&
    !(!sameHop && name === NON_WILDCARD_REQUEST_HEADER);
  const losesBody = losesItsBody(request, status);
  const carried = profile.restoresLostHeaders ? request.firstHeaders : request.headers;
  const isBodyHeader = ([name]: readonly [string, string]) => losesBody && REQUEST_BODY_HEADERS.has(name);
  const becomesGet = losesBody || (profile.deleteBecomesGet && !sameHop && request.method === 'DELETE');
  return {
    ...request,
    url: location,
    method: becomesGet ? 'GET' : request.method,
    headers: carried.filter((line) => survives(line) && !isBodyHeader(line)),
    tainted: request.tainted || (!sameHop && !isSameOrigin(request.origin, request.url)),
    leftOrigin: isCrossOrigin(request),
    beganAtHome: request.beganAtHome || !isCrossOrigin(request),
    forcePreflight: request.forcePreflight || keepsPreflight(request, profile),
  };
}

function keepsPreflight(request: PageRequest, profile: EngineProfile): boolean {
  if (profile.headersStick && unsafeHeaderNames(request, profile).length > 0) return true;
  return profile.preflightSticks && isCrossOrigin(request) && needsPreflight(request, profile);
}

/** Whether the next request is a GET, and all that described a body is gone. */
function losesItsBody({ method }: PageRequest, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD';
  return method === 'POST' && (status === 301 || status === 302);
}
