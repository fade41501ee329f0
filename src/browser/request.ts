import { isToken } from '../spec/grammar.ts';
import {
  isForbiddenMethod,
  normalizeMethod,
  SAFELISTED_METHODS,
  smugglesForbiddenMethod,
} from '../spec/methods.ts';
import { isForbiddenRequestHeader } from '../spec/names.ts';
import { isWellFormedOrigin } from '../spec/origin.ts';
import { NO_CORS_SAFELISTED_NAMES } from '../spec/safelist.ts';
import type { BlockCode } from './codes.ts';
import type { EngineProfile } from './engines.ts';
import { type HeaderList, linesOf, toHeaderList, toRecord } from './headers.ts';
import type { BrowserRequest, CredentialsMode, RequestMode } from './types.ts';

/** A request as the browser holds it, before and between redirects. */
export interface PageRequest {
  readonly origin: string;
  readonly url: URL;
  readonly method: string;
  readonly headers: HeaderList;
  /** What the script set, and the browser did not drop; redirects do not change it. */
  readonly firstHeaders: HeaderList;
  readonly credentials: CredentialsMode;
  readonly mode: RequestMode;
  readonly initiator: 'fetch' | 'xhr';
  readonly forcePreflight: boolean;
  /** Set by a redirect from one foreign origin to another: from then on `Origin` says `null`. */
  readonly tainted: boolean;
  /** Whether an earlier URL of the chain was cross-origin: the page's own origin is no way back. */
  readonly leftOrigin: boolean;
  /** Whether the first URL of the chain was of the page's own origin. */
  readonly beganAtHome: boolean;
}

/**
 * Reads what a page asks for, as the `Request` constructor does: methods normalised, forbidden headers dropped.
 *
 * @throws {TypeError} on what is no request at all: an origin that no browser has, a relative URL, a URL with a
 *   password, a method or header name that is not a token.
 * @see https://fetch.spec.whatwg.org/#dom-request
 */
export function readRequest(request: BrowserRequest, profile: EngineProfile): PageRequest {
  const url = readUrl(request.url);
  const method = request.method ?? 'GET';
  if (!isToken(method)) throw new TypeError(`${JSON.stringify(method)} is not an HTTP method.`);
  const { mode = 'cors', initiator = 'fetch' } = request;
  const headers = keepHeaders(readHeaders(request), { mode, initiator, profile });
  return {
    origin: readOrigin(request.origin),
    url,
    method: normalizeMethod(method),
    headers,
    firstHeaders: headers,
    credentials: request.credentials ?? 'same-origin',
    mode,
    initiator,
    forcePreflight: request.forcePreflight ?? false,
    tainted: false,
    leftOrigin: false,
    beganAtHome: false,
  };
}

/** Why the API throws before anything is sent; `null` when it does not. */
export function refusalOf({ method, mode }: PageRequest): BlockCode | null {
  if (isForbiddenMethod(method)) return 'method-forbidden';
  if (mode === 'no-cors' && !SAFELISTED_METHODS.has(method)) return 'method-not-for-no-cors';
  return null;
}

/** Names of headers that the script set and the browser does not send. */
export function droppedHeaders(request: BrowserRequest, profile: EngineProfile): string[] {
  const kept = new Set(readRequest(request, profile).headers.map(([name]) => name));
  return readHeaders(request)
    .map(([name]) => name)
    .filter((name) => !kept.has(name));
}

function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw new TypeError(`${JSON.stringify(text)} is not an absolute URL.`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new TypeError(`${JSON.stringify(text)} carries a user name or password: no browser fetches it.`);
  }
  url.hash = '';
  return url;
}

function readOrigin(text: string): string {
  if (text === 'null' || isWellFormedOrigin(text)) return text;
  const canonical = URL.canParse(text) ? new URL(text).origin : 'null';
  if (canonical === text) return text;
  const hint = canonical === 'null' ? '' : ` A browser would send ${JSON.stringify(canonical)}.`;
  throw new TypeError(`${JSON.stringify(text)} is not an origin.${hint}`);
}

function readHeaders({ headers }: BrowserRequest): HeaderList {
  const list = toHeaderList(headers);
  for (const [name] of list) {
    if (!isToken(name)) throw new TypeError(`${JSON.stringify(name)} is not a header name.`);
  }
  return list;
}

/** @see https://fetch.spec.whatwg.org/#concept-headers-append */
function keepHeaders(
  headers: HeaderList,
  { mode, initiator, profile }: Pick<PageRequest, 'mode' | 'initiator'> & { readonly profile: EngineProfile },
): HeaderList {
  const kept = headers.filter(
    ([name, value]) =>
      !isForbiddenRequestHeader(name) &&
      !smugglesForbiddenMethod(name, value) &&
      (name !== 'user-agent' || profile.sendsUserAgent),
  );
  if (mode === 'no-cors') return keepForNoCors(kept, profile);
  // setRequestHeader joins what it is given under one name.
  return initiator === 'xhr' ? Object.entries(toRecord(kept)) : kept;
}

function keepForNoCors(headers: HeaderList, profile: EngineProfile): HeaderList {
  const kept: (readonly [string, string])[] = [];
  for (const [name, value] of headers) {
    const combined = [...linesOf(kept, name), value].join(', ');
    if (NO_CORS_SAFELISTED_NAMES.has(name) && profile.isSafelisted(name, combined)) kept.push([name, value]);
  }
  return kept;
}
