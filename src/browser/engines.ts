import { isSafelistedRequestHeader, MAX_SAFELISTED_TOTAL_LENGTH } from '../spec/safelist.ts';
import {
  CLIENT_HINTS,
  isChromiumSafelistedHeader,
  isFirefoxSafelistedHeader,
  isWebKitSafelistedHeader,
} from './engine-safelists.ts';
import type { Engine } from './types.ts';

/** A look at a preflight's answer: does it redirect, does it name the origin, is its status ok? */
export type PreflightCheck = 'redirect' | 'origin' | 'status';

/** Where engines part from the standard, or from one another. Every difference was seen in the version named. */
export interface EngineProfile {
  readonly engine: Engine;
  /** The version in which the differential test saw this behaviour. */
  readonly seenIn: string;
  /** Whether a request header needs no preflight. `name` in lower case. */
  readonly isSafelisted: (name: string, value: string) => boolean;
  /** Request headers that a redirect to another than the page's origin takes away, beyond the standard. In lower case. */
  readonly droppedOnRedirect: ReadonlySet<string>;
  /** Whether scripts can set `User-Agent`, which the standard no longer forbids. */
  readonly sendsUserAgent: boolean;
  /** Whether status 407 is a network error wherever no proxy is in use. */
  readonly refusesProxyAuthentication: boolean;
  /** Whether several lines of one request header are judged as the one value that goes over the wire. */
  readonly joinsRequestLines: boolean;
  /** Whether a preflight asks for a header once for each line that needs it. */
  readonly repeatsAskedNames: boolean;
  /** Request headers of which the last line alone is sent, however many a script sets. In lower case. */
  readonly singleRequestHeaders: ReadonlySet<string>;
  /** Whether an empty line of a response header counts for nothing, as a max-age or beside other lines of its name. */
  readonly skipsEmptyLines: boolean;
  /** What a header value looks like in the engine's console. */
  readonly printed: (value: string) => string;
  /** Up to which total length, in bytes, safelisted values need no preflight. */
  readonly safelistedTotal: number;
  /** In what order a preflight's answer is looked at: of several faults the first is named. */
  readonly preflightOrder: readonly PreflightCheck[];
  /**
   * Whether a preflight names the page's origin even where a redirect has made the request's own `null`, and needs no
   * permission of that origin itself.
   */
  readonly preflightKeepsOrigin: boolean;
  /** Whether, once a preflight was sent, every further URL of the chain gets one. */
  readonly preflightSticks: boolean;
  /** Whether that is so from the start where a header needs a preflight, even while no other origin is asked. */
  readonly headersStick: boolean;
  /** Whether preflights ask for the headers that the script set, also those that a redirect has taken away. */
  readonly asksForLostHeaders: boolean;
  /** Whether headers that a redirect took away are back after the next one, if that one does not take them too. */
  readonly restoresLostHeaders: boolean;
  /** Whether a password in a redirect's address is refused wherever it leads and whatever the mode. */
  readonly refusesCredentialsAnywhere: boolean;
  /**
   * Whether a chain that began at the page's own origin with its cookies (`credentials: 'same-origin'`) has foreign
   * redirects checked as if they were credentialed.
   */
  readonly ownCredentialsStick: boolean;
  /** Whether a redirect to another origin turns a DELETE into a GET, whatever its status. */
  readonly deleteBecomesGet: boolean;
  /** Whether a password in a redirect's address is refused on the way out of the page's own origin, too. */
  readonly refusesCredentialsFromHome: boolean;
  /** What in `Access-Control-Allow-Origin` is taken for a list of origins. */
  readonly originSeparator: RegExp;
  /** Whether the method is looked for before `Access-Control-Allow-Headers` is even read. */
  readonly methodBeforeHeaders: boolean;
  /** Whether a redirect to a `data:` URL is refused before the CORS check of the answer that makes it. */
  readonly dataRedirectFirst: boolean;
  /** Whether to `fetch()` a `*` among the exposed headers holds although a later element voids the list. */
  readonly keepsEarlyWildcard: boolean;
  /** Whether `Access-Control-Allow-Headers: *` leaves `Authorization` out, as the standard says. */
  readonly wildcardOmitsAuthorization: boolean;
  /** The longest time for which a preflight is remembered, in seconds. The standard leaves it to the browser. */
  readonly maxAgeCap: number;
  /** The time for an `Access-Control-Max-Age` that is no number, and for one below zero, in seconds. */
  readonly maxAgeFallback: number;
  readonly maxAgeNegative: number;
}

const STANDARD: EngineProfile = {
  engine: 'standard',
  seenIn: 'Fetch standard, July 2026',
  isSafelisted: isSafelistedRequestHeader,
  droppedOnRedirect: new Set(),
  sendsUserAgent: true,
  refusesProxyAuthentication: false,
  joinsRequestLines: false,
  repeatsAskedNames: false,
  singleRequestHeaders: new Set(),
  skipsEmptyLines: false,
  printed: (value) => value,
  safelistedTotal: MAX_SAFELISTED_TOTAL_LENGTH,
  preflightOrder: ['redirect', 'origin', 'status'],
  preflightKeepsOrigin: false,
  preflightSticks: false,
  headersStick: false,
  asksForLostHeaders: false,
  restoresLostHeaders: false,
  refusesCredentialsAnywhere: false,
  ownCredentialsStick: false,
  deleteBecomesGet: false,
  refusesCredentialsFromHome: true,
  originSeparator: /[ ,]/,
  methodBeforeHeaders: false,
  dataRedirectFirst: false,
  keepsEarlyWildcard: false,
  wildcardOmitsAuthorization: true,
  maxAgeCap: Number.POSITIVE_INFINITY,
  maxAgeFallback: 5,
  maxAgeNegative: 5,
};

/** The console takes the bytes of a header for UTF-8, which a lone one above ASCII is not. */
function asUtf8(value: string): string {
  return value.replace(/[\x80-\xff]/g, '\ufffd');
}

export const ENGINE_PROFILES: Readonly<Record<Engine, EngineProfile>> = {
  standard: STANDARD,
  chromium: {
    ...STANDARD,
    engine: 'chromium',
    seenIn: 'Chromium 156.0.8078.79',
    isSafelisted: isChromiumSafelistedHeader,
    droppedOnRedirect: CLIENT_HINTS,
    sendsUserAgent: false,
    refusesProxyAuthentication: true,
    refusesCredentialsAnywhere: true,
    joinsRequestLines: true,
    wildcardOmitsAuthorization: false,
    maxAgeCap: 7200,
    maxAgeNegative: 0,
  },
  firefox: {
    ...STANDARD,
    engine: 'firefox',
    seenIn: 'Firefox 153.7.0esr',
    isSafelisted: isFirefoxSafelistedHeader,
    repeatsAskedNames: true,
    singleRequestHeaders: new Set(['authorization', 'content-type', 'if-modified-since', 'user-agent']),
    skipsEmptyLines: true,
    printed: asUtf8,
    safelistedTotal: Number.POSITIVE_INFINITY,
    preflightOrder: ['origin', 'redirect', 'status'],
    preflightKeepsOrigin: true,
    preflightSticks: true,
    headersStick: true,
    restoresLostHeaders: true,
    methodBeforeHeaders: true,
    dataRedirectFirst: true,
    keepsEarlyWildcard: true,
    wildcardOmitsAuthorization: false,
    maxAgeCap: 86_400,
    maxAgeFallback: 0,
    maxAgeNegative: 0,
  },
  webkit: {
    ...STANDARD,
    engine: 'webkit',
    seenIn: 'WebKitGTK 2.50.6',
    isSafelisted: isWebKitSafelistedHeader,
    originSeparator: /,/,
    preflightSticks: true,
    asksForLostHeaders: true,
    ownCredentialsStick: true,
    deleteBecomesGet: true,
    refusesCredentialsFromHome: false,
    printed: asUtf8,
    joinsRequestLines: true,
    preflightOrder: ['redirect', 'status', 'origin'],
    wildcardOmitsAuthorization: false,
    maxAgeCap: 600,
  },
};
