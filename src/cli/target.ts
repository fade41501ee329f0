import { randomBytes } from 'node:crypto';
import { joinedValue, toHeaderList } from '../browser/headers.ts';
import { plan } from '../browser/plan.ts';
import type { BrowserRequest, Verdict } from '../browser/types.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, ORIGIN, REQUEST_METHOD } from '../spec/names.ts';
import type { Answer, AskServer, Round } from './ask.ts';

/** What probes ask, in the terms of the check that they belong to. */
export interface Target {
  readonly origin: string;
  /** The URL at which the check ended. */
  readonly url: string;
  readonly credentials: boolean;
  /** The check's own requests and answers. */
  readonly exchange: readonly Round[];
  /** Asks as a page of another origin would; only by methods that change nothing on the server. */
  readonly askAs: (origin: string) => Promise<Answer>;
  /** Reads a URL, with that `Origin` or none. */
  readonly read: (url: string, origin: string | null) => Promise<Answer>;
  /** Asks for leave as a page of the check's origin. */
  readonly askLeave: () => Promise<Answer>;
}

export function createTarget(
  request: BrowserRequest & { readonly method: string },
  verdicts: readonly Verdict[],
  { ask, exchange }: { readonly ask: AskServer; readonly exchange: readonly Round[] },
): Target {
  const { origin } = request;
  const url = verdicts[0]?.circumstances.url ?? request.url;
  const { preflight, actual } = plan({ ...request, url });
  const method = actual?.method ?? 'GET';
  const { [ORIGIN]: _, ...headers } = actual?.headers ?? {};

  function read(at: string, as: string | null): Promise<Answer> {
    const sent = as === null ? headers : { ...headers, [ORIGIN]: as };
    return ask({ method: 'GET', url: at, headers: sent, isPreflight: false, chain: [at] });
  }

  function askLeaveAs(as: string): Promise<Answer> {
    const sent = { [REQUEST_METHOD]: method, ...preflight?.headers, [ORIGIN]: as };
    return ask({ method: 'OPTIONS', url, headers: sent, isPreflight: true, chain: [url] });
  }

  return {
    origin,
    url,
    credentials: request.credentials === 'include',
    exchange,
    askAs: (as) => (method === 'GET' || method === 'HEAD' ? read(uncached(url), as) : askLeaveAs(as)),
    read,
    askLeave: () => askLeaveAs(origin),
  };
}

/**
 * The URL with a query that nobody has asked before. Where a cache keeps answers apart too little, the answer to a
 * probe would else be handed out to the users of the server.
 */
export function uncached(url: string): string {
  const fresh = new URL(url);
  fresh.searchParams.append('crossgate-probe', randomBytes(8).toString('hex'));
  return fresh.href;
}

/** Whom an answer lets read: nobody (of those who asked), everybody, or the asker by name. */
export function leaveOf(answer: Answer, origin: string): { names: boolean; credentials: boolean } {
  const headers = toHeaderList(answer.headers);
  const names = joinedValue(headers, ALLOW_ORIGIN) === origin;
  return { names, credentials: names && joinedValue(headers, ALLOW_CREDENTIALS) === 'true' };
}
