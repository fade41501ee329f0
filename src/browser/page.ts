import { judge } from './judge.ts';
import { type Asked, type PageFetchInit, readAsked } from './page/asked.ts';
import { CorsBlockedError } from './page/blocked-error.ts';
import { type Conversation, converse } from './page/converse.ts';
import { CookieJar } from './page/cookies.ts';
import { Errand, type Network } from './page/network.ts';
import { PreflightCache } from './page/preflights.ts';
import { blankResponse, readableResponse } from './page/response.ts';
import { type ServerTarget, serverTransport } from './page/server.ts';
import { siteOf } from './page/site.ts';
import { handlerTransport, type RequestHandler, type Transport } from './page/transport.ts';
import { plan } from './plan.ts';
import type { Engine, Verdict, WireRequest } from './types.ts';

export interface PageOptions {
  /** Answers every request over real HTTP, whatever host the URL names; the name goes into the `Host` header. Node only. */
  readonly server?: ServerTarget | undefined;
  /** Answers every request in this process: `app.fetch`, a route handler, a Worker. */
  readonly fetch?: RequestHandler | undefined;
  /** Whose rules decide. Default `standard`, and the error then speaks Chromium's words. */
  readonly engine?: Engine | undefined;
  /**
   * Whether the browser gives other sites than the page's their cookies. `false` is what Safari does by default, and
   * other browsers in private windows: only `Partitioned` cookies are left then. Default `true`.
   */
  readonly thirdPartyCookies?: boolean | undefined;
  /** The time in milliseconds since 1970, by which preflights and cookies grow old. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** A page in a browser, as far as `fetch` goes. */
export interface Page {
  readonly origin: string;
  /**
   * Does what `fetch` does on the page: preflights and remembers them, sends and stores cookies, follows redirects,
   * hands over the headers that the page may read. A relative URL is one of the page's origin.
   *
   * @throws {CorsBlockedError} where a browser blocks (a rejection, as all below).
   * @throws {TypeError} on what `fetch` refuses itself, and where no answer comes; its `cause` says why.
   */
  fetch(url: string | URL | Request, init?: PageFetchInit): Promise<Response>;
  /** Does the same, redirects always followed, and resolves with the browser's conclusion, whatever it is. */
  verdict(url: string | URL | Request, init?: Omit<PageFetchInit, 'redirect'>): Promise<Verdict>;
  /** Every request that went out, in order: preflights, redirects, and all headers. */
  readonly requests: readonly WireRequest[];
  /** Sets a cookie as `url` itself would, visited in the address bar. @returns whether a browser accepts it. */
  setCookie(url: string | URL, line: string): boolean;
  /** Closes the server if it was the page that made it listen. */
  close(): Promise<void>;
}

/**
 * Opens a page of `origin` before a server under test.
 *
 *     const page = openPage('https://app.example', { server: app });
 *     await expect(page.fetch('https://api.example/things')).resolves.toMatchObject({ status: 200 });
 *
 * @param origin as browsers serialise it, such as `https://app.example`; `null` for a sandboxed frame.
 * @throws {TypeError} on what is no origin, and unless there is either `server` or `fetch`.
 */
export function openPage(
  origin: string,
  { server, fetch, engine = 'standard', thirdPartyCookies = true, now = Date.now }: PageOptions,
): Page {
  plan({ origin, url: 'https://localhost/' });
  const requests: WireRequest[] = [];
  const transport = transportTo(server, fetch);
  const network: Network = {
    transport,
    cookies: new CookieJar(now, thirdPartyCookies),
    preflights: new PreflightCache(now),
    engine,
    onSend: (request) => requests.push(request),
  };
  return {
    origin,
    requests,
    async fetch(url, init = {}) {
      const visit = await carryOut(network, await readAsked(url, init, origin));
      return responseOf(visit, engine);
    },
    async verdict(url, init = {}) {
      const { errand, verdict } = await carryOut(
        network,
        await readAsked(url, { ...init, redirect: 'follow' }, origin),
      );
      await errand.last?.body?.cancel();
      return verdict;
    },
    setCookie(url, line) {
      const { href, origin: own } = new URL(url, origin === 'null' ? undefined : origin);
      return network.cookies.store(line, new URL(href), { pageSite: siteOf(own) });
    },
    close: () => transport.close(),
  };
}

function transportTo(server: PageOptions['server'], fetch: PageOptions['fetch']): Transport {
  if (server !== undefined && fetch === undefined) return serverTransport(server);
  if (fetch !== undefined && server === undefined) return handlerTransport(fetch);
  throw new TypeError('Pass either `server` (an app, an http.Server, a base URL) or `fetch` (a handler).');
}

interface Visit extends Conversation {
  readonly asked: Asked;
  readonly errand: Errand;
}

async function carryOut(network: Network, asked: Asked): Promise<Visit> {
  const errand = new Errand(network, asked);
  const { engine } = network;
  asked.signal?.throwIfAborted();
  try {
    const followsRedirects = asked.redirect === 'follow';
    const conversation = await converse(asked.request, errand.ask, { engine, followsRedirects });
    const isPreflightRecalled = conversation.verdict.requests.length > errand.sent.length;
    if (conversation.verdict.outcome === 'blocked' && !conversation.isRedirectHeld) {
      await errand.last?.body?.cancel();
      network.preflights.forget(conversation.verdict.circumstances.url);
    }
    const verdict: Verdict = {
      ...conversation.verdict,
      requests: errand.sent,
      ...(isPreflightRecalled && { preflightCacheSeconds: null }),
    };
    return { ...conversation, verdict, asked, errand };
  } catch (cause) {
    if (asked.signal?.aborted) throw asked.signal.reason;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`Failed to fetch, and not because of CORS: ${reason}`, { cause });
  }
}

async function responseOf(
  { verdict, exchange, asked, errand, isRedirectHeld }: Visit,
  engine: Engine,
): Promise<Response> {
  const { last } = errand;
  const isRedirect = isRedirectHeld || (asked.redirect !== 'follow' && verdict.code?.startsWith('redirect-'));
  if (isRedirect) {
    await last?.body?.cancel();
    if (asked.redirect === 'error')
      throw new TypeError('Failed to fetch: redirect: "error" forbids the redirect.');
    return blankResponse('opaqueredirect', asked.request.url);
  }
  if (verdict.outcome === 'blocked' || last === null) {
    const words = engine === 'standard' ? judge(asked.request, exchange, { engine: 'chromium' }) : verdict;
    throw new CorsBlockedError(verdict, words.code === verdict.code ? words.message : null);
  }
  if (verdict.outcome === 'opaque') {
    await last.body?.cancel();
    return blankResponse('opaque');
  }
  const isRedirected = verdict.circumstances.url !== verdict.circumstances.firstUrl;
  return readableResponse(last, verdict, isRedirected);
}
