import { joinedValue, toHeaderList } from '../../browser/headers.ts';
import { splitTokens } from '../../spec/lists.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, EXPOSE_HEADERS, VARY } from '../../spec/names.ts';
import type { Answer } from '../ask.ts';
import { type Target, uncached } from '../target.ts';
import type { Finding } from './finding.ts';
import { STRANGER } from './strangers.ts';

/**
 * Whether caches are told that answers depend on who asks: a stranger, nobody and the page, in this order, so that a
 * cache on the way shows what it does with it.
 * @see https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
 */
export async function findVaryFaults(target: Target, answers: Answer[]): Promise<Finding[]> {
  const url = uncached(target.url);
  const askers = [STRANGER, null, target.origin];
  const got: Answer[] = [];
  for (const asker of askers) got.push(await target.read(url, asker));
  answers.push(...got);
  const [strangers, , own] = got;
  if (own !== undefined && allowOriginOf(own) === STRANGER) return [POISONED];
  const depends = new Set(got.map(sharingOf)).size > 1;
  const mute = askers.filter((_, index) => !variesByOrigin(got[index]));
  if (!depends || strangers === undefined || mute.length === 0 || got.every(isPrivate)) return [];
  const who = mute.map((asker) => asker ?? 'a request without Origin').join(', ');
  return [
    {
      code: 'vary-missing',
      severity: 'vulnerable',
      cause: `Answers depend on the Origin, but those to ${who} do not say Vary: Origin: a cache hands the answer for one to another, and pages are blocked at random, or on purpose.`,
      cure: 'Send Vary: Origin on every answer: to those refused, to requests without Origin, and on errors too.',
    },
  ];
}

const POISONED: Finding = {
  code: 'cache-poisoned',
  severity: 'vulnerable',
  cause: 'A cache handed out the answer that was meant for another origin: it does not keep origins apart.',
  cure: 'Send Vary: Origin on every answer, and let the cache (CDN) take the Origin header into its key.',
};

function allowOriginOf({ headers }: Answer): string | null {
  return joinedValue(toHeaderList(headers), ALLOW_ORIGIN);
}

/** All that decides whether a page can read an answer. */
function sharingOf({ headers }: Answer): string {
  const list = toHeaderList(headers);
  return JSON.stringify(
    [ALLOW_ORIGIN, ALLOW_CREDENTIALS, EXPOSE_HEADERS].map((name) => joinedValue(list, name)),
  );
}

function variesByOrigin(answer: Answer | undefined): boolean {
  const names = splitTokens(joinedValue(toHeaderList(answer?.headers), VARY)?.toLowerCase() ?? '');
  return names.includes('origin') || names.includes('*');
}

/** No cache that serves others keeps it. The browser's own can, but asks for one user only. */
function isPrivate({ headers }: Answer): boolean {
  const control = joinedValue(toHeaderList(headers), 'cache-control')?.toLowerCase() ?? '';
  return splitTokens(control).some((directive) => directive === 'no-store' || directive === 'private');
}
