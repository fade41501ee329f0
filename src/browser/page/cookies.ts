import { getPublicSuffix } from 'tldts';
import { parseSetCookie, type SameSite } from './set-cookie.ts';
import { isTrustworthy, siteOf } from './site.ts';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly sameSite: SameSite;
  /** The site of the pages that see it, where it is partitioned. */
  readonly partition: string | null;
  readonly expires: number | null;
}

/** From where a URL is asked. */
export interface CookieContext {
  /** The site of the page; `null` for an opaque origin. */
  readonly pageSite: string | null;
}

/**
 * The cookies of a browser. Cookies without `SameSite` count as `Lax`, as the draft says and Chromium does.
 *
 * Written here because what is hard of it, the list of public suffixes, is a dependency already, and what libraries of
 * cookies leave to their user, `SameSite` and partitions in a page's context, is the point.
 *
 * @see https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-storage-model
 */
export class CookieJar {
  #cookies: Cookie[] = [];
  readonly #now: () => number;

  readonly #servesThirdParties: boolean;

  /**
   * @param now milliseconds since 1970.
   * @param servesThirdParties whether other sites than the page's have cookies that are not partitioned.
   */
  constructor(now: () => number, servesThirdParties = true) {
    this.#now = now;
    this.#servesThirdParties = servesThirdParties;
  }

  /** Takes in a `Set-Cookie` line of an answer of `url`. @returns whether the cookie was accepted. */
  store(line: string, url: URL, { pageSite }: CookieContext): boolean {
    const cookie = this.#admit(line, url, pageSite);
    if (cookie === null) return false;
    const index = this.#cookies.findIndex((other) => isSameCookie(other, cookie));
    const isDead = this.#isExpired(cookie);
    // A cookie that is set anew keeps its place in the order of creation.
    if (index >= 0) this.#cookies.splice(index, 1, ...(isDead ? [] : [cookie]));
    else if (!isDead) this.#cookies.push(cookie);
    return true;
  }

  /** The `Cookie` header of a request; `null` where there is none to send. */
  headerFor(url: URL, { pageSite }: CookieContext): string | null {
    this.#cookies = this.#cookies.filter((cookie) => !this.#isExpired(cookie));
    const isSameSite = pageSite !== null && siteOf(url.href) === pageSite;
    const sent = this.#cookies
      .filter(
        (cookie) =>
          matchesHost(cookie, url.hostname) &&
          matchesPath(cookie.path, url.pathname) &&
          (!cookie.secure || isTrustworthy(url)) &&
          (cookie.sameSite === 'none' || isSameSite) &&
          (cookie.partition === null
            ? isSameSite || this.#servesThirdParties
            : cookie.partition === pageSite),
      )
      // Sorting is stable: among equals the older goes first.
      .sort((a, b) => b.path.length - a.path.length);
    if (sent.length === 0) return null;
    return sent.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; ');
  }

  #admit(line: string, url: URL, pageSite: string | null): Cookie | null {
    const set = parseSetCookie(line, this.#now());
    if (set === null) return null;
    const host = url.hostname;
    // A public suffix may set a cookie for itself alone.
    const domain = isPublicSuffix(set.domain) && set.domain === host ? '' : set.domain;
    if (domain !== '' && (isPublicSuffix(domain) || !isUnder(host, domain))) return null;
    const isHostOnly = domain === '';
    const sameSite = set.sameSite ?? 'lax';
    const isSameSite = pageSite !== null && siteOf(url.href) === pageSite;
    if (set.secure && !isTrustworthy(url)) return null;
    if (sameSite === 'none' ? !set.secure : !isSameSite) return null;
    if (set.partitioned ? !set.secure : !isSameSite && !this.#servesThirdParties) return null;
    if (!keepsPrefixPromise(set, isHostOnly && set.domain === '')) return null;
    const cookie: Cookie = {
      name: set.name,
      value: set.value,
      domain: isHostOnly ? host : domain,
      isHostOnly,
      path: set.path ?? defaultPath(url.pathname),
      secure: set.secure,
      sameSite,
      partition: set.partitioned ? pageSite : null,
      expires: set.expires,
    };
    return !isTrustworthy(url) && this.#overlaysSecure(cookie) ? null : cookie;
  }

  /** Plain http must not shadow what https has set. */
  #overlaysSecure({ name, domain, path }: Cookie): boolean {
    return this.#cookies.some(
      (other) =>
        other.secure &&
        other.name === name &&
        (isUnder(domain, other.domain) || isUnder(other.domain, domain)) &&
        matchesPath(other.path, path),
    );
  }

  #isExpired({ expires }: Cookie): boolean {
    return expires !== null && expires <= this.#now();
  }
}

function isSameCookie(a: Cookie, b: Cookie): boolean {
  return (
    a.name === b.name &&
    a.domain === b.domain &&
    a.isHostOnly === b.isHostOnly &&
    a.path === b.path &&
    a.partition === b.partition
  );
}

/** What a name that begins with `__Secure-` or `__Host-` promises; a nameless cookie may not look like one. */
function keepsPrefixPromise(
  { name, value, secure, path }: { name: string; value: string; secure: boolean; path: string | null },
  isBoundToHost: boolean,
): boolean {
  const start = (name === '' ? value : name).toLowerCase();
  if (start.startsWith('__secure-')) return name !== '' && secure;
  if (start.startsWith('__host-')) return name !== '' && secure && isBoundToHost && path === '/';
  return true;
}

function matchesHost({ domain, isHostOnly }: Cookie, host: string): boolean {
  return isHostOnly ? host === domain : isUnder(host, domain);
}

/** Whether `host` is `domain` or a name under it. Addresses have nothing under them. */
function isUnder(host: string, domain: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && !/^[\d.]+$/.test(host));
}

function matchesPath(cookiePath: string, path: string): boolean {
  if (path === cookiePath) return true;
  return path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
}

/** The directory of the URL that set the cookie. */
function defaultPath(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

function isPublicSuffix(domain: string): boolean {
  return getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
}
