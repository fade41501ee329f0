import { splitTokens } from '../../spec/lists.ts';
import { SAFELISTED_METHODS } from '../../spec/methods.ts';
import {
  ALLOW_CREDENTIALS,
  ALLOW_HEADERS,
  ALLOW_METHODS,
  ALLOW_ORIGIN,
  NON_WILDCARD_REQUEST_HEADER,
  ORIGIN,
  REQUEST_HEADERS,
  REQUEST_METHOD,
} from '../../spec/names.ts';
import { joinedValue, toHeaderList } from '../headers.ts';
import type { ServerResponse, WireRequest } from '../types.ts';

/** One permission, of a method or of a header name. */
interface Grant {
  readonly kind: 'method' | 'header';
  /** A header's in lower case. */
  readonly name: string;
  readonly origin: string;
  readonly url: string;
  readonly include: boolean;
  readonly until: number;
}

/** How the request behind a preflight is made. */
export interface PreflightTerms {
  /** Whether it goes with credentials. */
  readonly include: boolean;
  /** Whether a preflight is needed even for a safelisted method. */
  readonly forced: boolean;
}

/**
 * What past preflights have granted: each method and each header name for itself, for one URL.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-cache
 */
export class PreflightCache {
  #grants: Grant[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** An answer that stands for what is remembered, where that makes this preflight needless. */
  recall(preflight: WireRequest, terms: PreflightTerms): ServerResponse | undefined {
    const { method, names, origin } = questionOf(preflight);
    const grants = this.#grants.filter(
      (grant) =>
        grant.url === preflight.url &&
        grant.origin === origin &&
        (grant.include || !terms.include) &&
        grant.until > this.#now(),
    );
    const has = (kind: Grant['kind'], name: string) =>
      grants.some((grant) => grant.kind === kind && covers(grant, name));
    const needsMethod = terms.forced || !SAFELISTED_METHODS.has(method);
    if (needsMethod && !has('method', method)) return undefined;
    if (!names.every((name) => has('header', name))) return undefined;
    return {
      status: 204,
      headers: {
        [ALLOW_ORIGIN]: origin,
        [ALLOW_CREDENTIALS]: 'true',
        [ALLOW_METHODS]: method,
        [ALLOW_HEADERS]: names.join(','),
      },
    };
  }

  /** Takes in what a preflight that passed has granted, for so many seconds. */
  remember(preflight: WireRequest, answer: ServerResponse, terms: PreflightTerms, seconds: number): void {
    const headers = toHeaderList(answer.headers);
    const { method, origin } = questionOf(preflight);
    const listed = joinedValue(headers, ALLOW_METHODS);
    const methods = listed === null && terms.forced ? [method] : splitTokens(listed ?? '');
    const names = splitTokens((joinedValue(headers, ALLOW_HEADERS) ?? '').toLowerCase());
    const { url } = preflight;
    const until = this.#now() + seconds * 1000;
    const fresh: Grant[] = [
      ...methods.map((name): Grant => ({ kind: 'method', name, origin, url, include: terms.include, until })),
      ...names.map((name): Grant => ({ kind: 'header', name, origin, url, include: terms.include, until })),
    ];
    const isRenewed = (old: Grant) => fresh.some((grant) => isSameGrant(old, grant));
    this.#grants = [...this.#grants.filter((old) => old.until > this.#now() && !isRenewed(old)), ...fresh];
  }

  /** A request that came to nothing takes what was remembered for its URL along. */
  forget(url: string): void {
    this.#grants = this.#grants.filter((grant) => grant.url !== url);
  }
}

function questionOf({ headers }: WireRequest): { method: string; names: string[]; origin: string } {
  return {
    method: headers[REQUEST_METHOD] ?? '',
    names: splitTokens(headers[REQUEST_HEADERS] ?? ''),
    origin: headers[ORIGIN] ?? '',
  };
}

/** A `*` in an answer to a request with credentials is but a name. */
function covers({ kind, name, include }: Grant, asked: string): boolean {
  if (name === asked) return true;
  return name === '*' && !include && !(kind === 'header' && asked === NON_WILDCARD_REQUEST_HEADER);
}

function isSameGrant(a: Grant, b: Grant): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    a.url === b.url &&
    a.origin === b.origin &&
    a.include === b.include
  );
}
