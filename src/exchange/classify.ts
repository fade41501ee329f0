import { defaultPort, parseOrigin } from '../spec/origin.ts';

/**
 * What CORS reads of a request, spelt as Node spells it: header names in lower case. A host whose requests look
 * otherwise builds such an object; Node's own requests are used as they are.
 */
export interface RequestFacts {
  readonly method?: string | undefined;
  readonly headers: {
    readonly origin?: string | undefined;
    readonly 'access-control-request-method'?: string | undefined;
    readonly 'access-control-request-headers'?: string | undefined;
    readonly 'sec-fetch-site'?: string | undefined;
    readonly host?: string | undefined;
    readonly ':authority'?: string | undefined;
  };
}

/** What kind of request it is, in the words of the Fetch standard. */
export type Exchange = 'non-cors' | 'actual' | 'preflight';

/**
 * Tells the kinds of request apart. An `Origin`, even an empty one, makes a CORS request; OPTIONS and
 * `Access-Control-Request-Method` on top of it make a preflight. An OPTIONS without them belongs to the application.
 *
 * @see https://fetch.spec.whatwg.org/#http-requests
 */
export function classify({ method, headers }: RequestFacts): Exchange {
  if (headers.origin === undefined) return 'non-cors';
  const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
  return isPreflight ? 'preflight' : 'actual';
}

/**
 * Whether the page that sent the request belongs to the server itself. Browsers say so in `Sec-Fetch-Site`, which no
 * script can set; where that is missing, the host of `Origin` is compared with the one that was asked (the scheme is
 * not known behind a proxy that ends TLS, but a page of an app or an extension is never the server's).
 *
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function isSameOrigin({ headers }: RequestFacts): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const asked = (headers.host ?? headers[':authority'])?.toLowerCase();
  const origin = parseOrigin(headers.origin ?? '');
  if (asked === undefined || origin === undefined) return false;
  const { scheme, host, port } = origin;
  const implied = defaultPort(scheme);
  if (implied === undefined) return false;
  return asked === host + port || (port === '' && asked === `${host}:${implied}`);
}
