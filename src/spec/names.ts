/**
 * Header names of the CORS protocol, grouped by the exchange they belong to, and the names that the Fetch
 * standard treats apart. All in lower case: header names are case-insensitive, HTTP/2 and HTTP/3 require lower
 * case, and Node keeps headers under it.
 *
 * @see https://fetch.spec.whatwg.org/#http-headers
 */

/** Sent by a browser on every CORS request. */
export const ORIGIN = 'origin';

/** Sent by a browser on a preflight. */
export const REQUEST_METHOD = 'access-control-request-method';
export const REQUEST_HEADERS = 'access-control-request-headers';

/** Sent by a server on every shared response. */
export const ALLOW_ORIGIN = 'access-control-allow-origin';
export const ALLOW_CREDENTIALS = 'access-control-allow-credentials';

/** Sent by a server on a preflight's response. */
export const ALLOW_METHODS = 'access-control-allow-methods';
export const ALLOW_HEADERS = 'access-control-allow-headers';
export const MAX_AGE = 'access-control-max-age';

/** Sent by a server on the response to an actual request. */
export const EXPOSE_HEADERS = 'access-control-expose-headers';

export const VARY = 'vary';

/** Every response header that this library owns: what one policy does not send, a later policy takes away. */
export const CORS_RESPONSE_HEADERS: readonly string[] = [
  ALLOW_ORIGIN,
  ALLOW_CREDENTIALS,
  ALLOW_METHODS,
  ALLOW_HEADERS,
  MAX_AGE,
  EXPOSE_HEADERS,
];

const FORBIDDEN_REQUEST_HEADERS: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  REQUEST_HEADERS,
  REQUEST_METHOD,
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  ORIGIN,
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

/**
 * Whether scripts may never set this request header, whatever its value. `name` in lower case.
 * @see https://fetch.spec.whatwg.org/#forbidden-request-header
 */
export function isForbiddenRequestHeader(name: string): boolean {
  return FORBIDDEN_REQUEST_HEADERS.has(name) || name.startsWith('proxy-') || name.startsWith('sec-');
}

/**
 * Response headers that scripts may never read. In lower case.
 * @see https://fetch.spec.whatwg.org/#forbidden-response-header-name
 */
export const FORBIDDEN_RESPONSE_HEADERS: ReadonlySet<string> = new Set(['set-cookie', 'set-cookie2']);

/**
 * The one request header that a `*` in `Access-Control-Allow-Headers` does not cover. In lower case.
 * @see https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
 */
export const NON_WILDCARD_REQUEST_HEADER = 'authorization';

/**
 * Response headers that scripts may read across origins without their being exposed. In lower case.
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 */
export const SAFELISTED_RESPONSE_HEADERS: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);

/**
 * Request headers that describe a body: a redirect that turns the request into a GET drops them. In lower case.
 * @see https://fetch.spec.whatwg.org/#request-body-header-name
 */
export const REQUEST_BODY_HEADERS: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-type',
]);
