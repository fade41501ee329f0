import { preflightCacheSeconds } from '../checks.ts';
import { ENGINE_PROFILES } from '../engines.ts';
import { linesOf, toHeaderList } from '../headers.ts';
import type { BrowserRequest, Engine, ServerResponse, WireRequest } from '../types.ts';
import { isSameOrigin } from '../urls.ts';
import { ambientHeaders } from './ambient.ts';
import type { Asked } from './asked.ts';
import type { NextRequest } from './converse.ts';
import type { CookieJar } from './cookies.ts';
import type { PreflightCache, PreflightTerms } from './preflights.ts';
import { siteOf } from './site.ts';
import type { Incoming, Transport } from './transport.ts';

/** What the requests of a page have in common. */
export interface Network {
  readonly transport: Transport;
  readonly cookies: CookieJar;
  readonly preflights: PreflightCache;
  readonly engine: Engine;
  /** Told of each request that really goes out. */
  readonly onSend: (request: WireRequest) => void;
}

/** The requests of one `fetch`, one after the other, with what a browser adds and remembers. */
export class Errand {
  readonly #network: Network;
  readonly #asked: Asked;
  readonly #terms: PreflightTerms;
  /** A preflight that was answered, and is remembered as soon as the browser goes on: then it has passed. */
  #unproven: { readonly request: WireRequest; readonly answer: ServerResponse } | null = null;
  /** The latest answer that is none to a preflight. */
  last: Incoming | null = null;
  /** What really went out. */
  readonly sent: WireRequest[] = [];

  constructor(network: Network, asked: Asked) {
    this.#network = network;
    this.#asked = asked;
    const { credentials, forcePreflight } = asked.request;
    this.#terms = { include: credentials === 'include', forced: forcePreflight ?? false };
  }

  /** Sends what goes next, if the cache does not know the answer. */
  readonly ask = async (next: NextRequest): Promise<ServerResponse> => {
    await this.last?.body?.cancel();
    if (this.#asked.isStreamed && this.last !== null && this.last.status !== 303) {
      // @see https://fetch.spec.whatwg.org/#http-redirect-fetch
      throw new TypeError('a streamed body is gone with the first request: it cannot follow a redirect.');
    }
    if (!next.isPreflight) {
      this.#proven();
      this.last = await this.#send(next);
      if (this.#includesCredentials(next)) this.#storeCookies(this.last, new URL(next.url));
      return this.last;
    }
    const remembered = this.#network.preflights.recall(next, this.#terms);
    if (remembered !== undefined) return remembered;
    const incoming = await this.#send(next);
    await incoming.body?.cancel();
    this.#unproven = { request: next, answer: incoming };
    return incoming;
  };

  #proven(): void {
    if (this.#unproven === null) return;
    const { request, answer } = this.#unproven;
    const seconds = preflightCacheSeconds(
      toHeaderList(answer.headers),
      ENGINE_PROFILES[this.#network.engine],
    );
    this.#network.preflights.remember(request, answer, this.#terms, seconds);
    this.#unproven = null;
  }

  async #send(next: NextRequest): Promise<Incoming> {
    const { request, body, signal } = this.#asked;
    const { origin, mode = 'cors' } = request;
    const { url: href, method } = next;
    const url = new URL(href);
    const cookie = this.#includesCredentials(next)
      ? this.#network.cookies.headerFor(url, contextOf(request))
      : null;
    const headers = {
      ...next.headers,
      ...ambientHeaders(next, { origin, mode }),
      ...(cookie !== null && { cookie }),
    };
    const wire = { url: href, method, headers };
    this.sent.push(wire);
    this.#network.onSend(wire);
    const hasBody = !next.isPreflight && method !== 'GET' && method !== 'HEAD';
    return this.#network.transport.send({ method, url, headers, body: hasBody ? body : null, signal });
  }

  /**
   * Preflights never carry credentials; `same-origin` ends for good where the chain leaves the page's origin.
   * @see https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
   */
  #includesCredentials({ isPreflight, chain }: NextRequest): boolean {
    if (isPreflight) return false;
    const { origin, credentials } = this.#asked.request;
    if (credentials === 'include') return true;
    return credentials !== 'omit' && chain.every((url) => isSameOrigin(origin, new URL(url)));
  }

  #storeCookies({ headers }: Incoming, url: URL): void {
    for (const line of linesOf(toHeaderList(headers), 'set-cookie')) {
      this.#network.cookies.store(line, url, contextOf(this.#asked.request));
    }
  }
}

function contextOf({ origin }: BrowserRequest): { pageSite: string | null } {
  return { pageSite: siteOf(origin) };
}
