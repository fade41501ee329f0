import type { RequestMode } from '../types.ts';
import type { NextRequest } from './converse.ts';
import { isTrustworthy, type Relation, relationOf } from './site.ts';

const DISTANCE: readonly Relation[] = ['same-origin', 'same-site', 'cross-site'];

/**
 * Headers that a browser adds of its own accord and that servers look at: `Accept`, `Referer`, and the fetch metadata,
 * which tell of the farthest URL of a redirect chain.
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function ambientHeaders(
  { url, headers, isPreflight, chain }: NextRequest,
  { origin, mode }: { readonly origin: string; readonly mode: RequestMode },
): Record<string, string> {
  const target = new URL(url);
  // The default referrer policy, strict-origin-when-cross-origin; the page stands at its origin's root.
  const isDowngrade = URL.canParse(origin) && isTrustworthy(new URL(origin)) && !isTrustworthy(target);
  const isSent = origin !== 'null' && !isDowngrade;
  return {
    ...(!('accept' in headers) && { accept: '*/*' }),
    ...(isSent && { referer: `${origin}/` }),
    ...(isTrustworthy(target) && {
      'sec-fetch-site': farthest(chain.map((step) => relationOf(origin, new URL(step)))),
      'sec-fetch-mode': isPreflight ? 'cors' : mode,
      'sec-fetch-dest': 'empty',
    }),
  };
}

function farthest(relations: readonly Relation[]): Relation {
  return DISTANCE.findLast((relation) => relations.includes(relation)) ?? 'cross-site';
}
