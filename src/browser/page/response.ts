import type { Verdict } from '../types.ts';
import type { Incoming } from './transport.ts';

/** What `Response` has no way to be told. */
interface Guise {
  readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect';
  readonly url: string;
  readonly redirected: boolean;
}

/** @see https://fetch.spec.whatwg.org/#null-body-status */
const NULL_BODY_STATUSES: ReadonlySet<number> = new Set([204, 205, 304]);

/** The answer as the page gets it: with the headers that it may read, and no others. */
export function readableResponse(incoming: Incoming, verdict: Verdict, isRedirected: boolean): Response {
  const { status, statusText, headers } = incoming;
  const readable = headers.filter(([name]) => verdict.exposedHeaders.includes(name.toLowerCase()));
  const body = NULL_BODY_STATUSES.has(status) ? null : incoming.body;
  const response = new Response(body, { status, statusText, headers: readable.map(([...pair]) => pair) });
  const { crossOrigin, url } = verdict.circumstances;
  return dress(response, { type: crossOrigin ? 'cors' : 'basic', url, redirected: isRedirected });
}

/**
 * An answer of which the page learns nothing: status 0, no headers, no body.
 * @param url what an unfollowed redirect tells; an opaque answer does not tell its own.
 */
export function blankResponse(type: 'opaque' | 'opaqueredirect', url = ''): Response {
  return dress(Response.error(), { type, url, redirected: false });
}

function dress(response: Response, guise: Guise): Response {
  const { type, url, redirected } = guise;
  return Object.defineProperties(response, {
    type: { value: type },
    url: { value: url },
    redirected: { value: redirected },
    clone: { value: () => dress(Response.prototype.clone.call(response), guise) },
  });
}
