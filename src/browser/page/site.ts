import { getDomain } from 'tldts';
import { isLoopbackHost } from '../../spec/ip.ts';
import { isSameOrigin } from '../urls.ts';

/** How a URL stands to a page: the values of `Sec-Fetch-Site` that a script can cause. */
export type Relation = 'same-origin' | 'same-site' | 'cross-site';

/**
 * The site of an origin or URL: its scheme and registrable domain. An opaque origin has none.
 * @see https://html.spec.whatwg.org/#obtain-a-site
 */
export function siteOf(origin: string): string | null {
  if (!URL.canParse(origin)) return null;
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${getDomain(hostname, { allowPrivateDomains: true }) ?? hostname}`;
}

export function relationOf(origin: string, url: URL): Relation {
  if (isSameOrigin(origin, url)) return 'same-origin';
  return siteOf(origin) === siteOf(url.href) ? 'same-site' : 'cross-site';
}

/** Whether nobody on the way can read or change what goes there: browsers give it `Secure` cookies. */
export function isTrustworthy({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || isLoopbackHost(hostname);
}
