import { SAFELISTED_METHODS } from '../spec/methods.ts';
import { ORIGIN, REQUEST_HEADERS, REQUEST_METHOD } from '../spec/names.ts';
import { ENGINE_PROFILES, type EngineProfile } from './engines.ts';
import { linesOf, sortedNames, toRecord } from './headers.ts';
import { type PageRequest, readRequest, refusalOf } from './request.ts';
import type { BrowserRequest, Engine, Plan, SentRequest } from './types.ts';
import { isSameOrigin } from './urls.ts';

/**
 * What a browser would send for a request: whether a preflight goes first and what it asks, and what the actual
 * request carries of the headers that the page and CORS decide. A preflight that the browser remembers is not
 * considered.
 *
 * @param options.engine - whose safelist of request headers counts; default `standard`.
 * @throws {TypeError} on what is no request at all, such as a relative URL.
 * @see https://fetch.spec.whatwg.org/#main-fetch
 */
export function plan(request: BrowserRequest, { engine = 'standard' }: { engine?: Engine } = {}): Plan {
  const profile = ENGINE_PROFILES[engine];
  return planRequest(readRequest(request, profile), profile);
}

export function planRequest(request: PageRequest, profile: EngineProfile): Plan {
  const crossOrigin = isCrossOrigin(request);
  const refusal = refusalOf(request) ?? (crossOrigin ? crossOriginRefusal(request) : null);
  if (refusal !== null) return { crossOrigin, preflight: null, actual: null, refusal };
  return {
    crossOrigin,
    preflight: preflightOf(request, profile),
    actual: actualOf(request, profile),
    refusal: null,
  };
}

/** Once a chain has left the page's origin, its answers are shared by CORS even when it leads back. */
export function isCrossOrigin({ origin, url, leftOrigin }: PageRequest): boolean {
  if (leftOrigin) return true;
  return url.protocol !== 'data:' && !isSameOrigin(origin, url);
}

/**
 * The `Origin` header's value.
 * @see https://fetch.spec.whatwg.org/#append-a-request-origin-header
 */
export function sentOrigin({ origin, tainted }: PageRequest): string {
  return tainted ? 'null' : origin;
}

/** The `Origin` of a preflight, which is what its answer has to allow. */
export function preflightOrigin(request: PageRequest, profile: EngineProfile): string {
  return profile.preflightKeepsOrigin ? request.origin : sentOrigin(request);
}

/**
 * Names for which a preflight has to ask.
 * @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
 */
export function unsafeHeaderNames(request: PageRequest, profile: EngineProfile): string[] {
  const headers = profile.asksForLostHeaders ? request.firstHeaders : request.headers;
  const lines = profile.joinsRequestLines ? Object.entries(toRecord(headers)) : headers;
  const safe = lines.filter(([name, value]) => profile.isSafelisted(name, value));
  const total = safe.reduce((sum, [, value]) => sum + value.length, 0);
  const unsafe = total > profile.safelistedTotal ? lines : lines.filter((line) => !safe.includes(line));
  const names = unsafe.map(([name]) => name);
  return profile.repeatsAskedNames ? names.sort() : sortedNames(names);
}

function crossOriginRefusal({ url, mode }: PageRequest): 'mode-same-origin' | 'scheme-not-cors' | null {
  if (mode === 'same-origin') return 'mode-same-origin';
  return url.protocol === 'http:' || url.protocol === 'https:' ? null : 'scheme-not-cors';
}

function preflightOf(request: PageRequest, profile: EngineProfile): Plan['preflight'] {
  if (!isCrossOrigin(request) || request.mode !== 'cors') return null;
  if (!needsPreflight(request, profile)) return null;
  const unsafe = unsafeHeaderNames(request, profile);
  return {
    method: 'OPTIONS',
    headers: {
      [REQUEST_METHOD]: request.method,
      // Sorted, in lower case, without spaces: servers have come to rely on it, so the standard fixes it.
      ...(unsafe.length > 0 && { [REQUEST_HEADERS]: unsafe.join(',') }),
      [ORIGIN]: preflightOrigin(request, profile),
    },
  };
}

/** Whether a request is none that a form could make; across origins it then has to ask first. */
export function needsPreflight(request: PageRequest, profile: EngineProfile): boolean {
  const { method, forcePreflight } = request;
  return forcePreflight || !SAFELISTED_METHODS.has(method) || unsafeHeaderNames(request, profile).length > 0;
}

function actualOf(request: PageRequest, profile: EngineProfile): SentRequest {
  const headers = toRecord(request.headers);
  for (const name of profile.singleRequestHeaders) {
    const last = linesOf(request.headers, name).at(-1);
    if (last !== undefined) headers[name] = last;
  }
  if (sendsOrigin(request)) headers[ORIGIN] = sentOrigin(request);
  return { method: request.method, headers };
}

function sendsOrigin(request: PageRequest): boolean {
  if (request.mode === 'cors' && isCrossOrigin(request)) return true;
  return request.method !== 'GET' && request.method !== 'HEAD';
}
