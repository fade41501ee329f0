import { joinedValue, linesOf, toHeaderList } from '../../browser/headers.ts';
import { parseSetCookie } from '../../browser/page/set-cookie.ts';
import { isTrustworthy, relationOf } from '../../browser/page/site.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN } from '../../spec/names.ts';
import type { Answer } from '../ask.ts';
import type { Target } from '../target.ts';
import type { Finding } from './finding.ts';

/** A header that must stand once, and was written by two. */
export function findDuplicates(_: Target, answers: readonly Answer[]): Finding[] {
  return [ALLOW_ORIGIN, ALLOW_CREDENTIALS].flatMap((name) => {
    const value = answers
      .map(({ headers }) => joinedValue(toHeaderList(headers), name))
      .find((text) => text?.includes(','));
    if (value === undefined || value === null) return [];
    return [
      {
        code: 'duplicate-header',
        severity: 'warning' as const,
        cause: `${name} was sent more than once: ${value}. Browsers then block.`,
        cure: 'Set it in one place: in the app or in the proxy before it (nginx, gateway, CDN), not in both.',
      },
    ];
  });
}

/** Cookies that the browser will neither store nor send for this page. */
export function findCookies({ origin, url, credentials }: Target, answers: readonly Answer[]): Finding[] {
  if (!credentials || relationOf(origin, new URL(url)) !== 'cross-site') return [];
  const lines = answers.flatMap(({ headers }) => linesOf(toHeaderList(headers), 'set-cookie'));
  const unsent = lines
    .map((line) => parseSetCookie(line, 0))
    .filter((cookie) => cookie !== null && !(cookie.sameSite === 'none' && cookie.secure));
  return [...new Set(unsent.map((cookie) => cookie?.name ?? ''))].map((name) => ({
    code: 'cookie-not-cross-site',
    severity: 'warning',
    cause: `The cookie ${JSON.stringify(name)} is not SameSite=None; Secure: a page of ${origin}, which is of another site, neither gets it stored nor sends it.`,
    cure: 'Set it with SameSite=None; Secure; Partitioned over https (without Partitioned, browsers that block third-party cookies keep it back), or serve page and API under one registrable domain.',
  }));
}

/** Another mechanism, that gets blamed on CORS. */
export function findResourcePolicy({ origin, url }: Target, answers: readonly Answer[]): Finding[] {
  const policy = answers
    .map(({ headers }) => joinedValue(toHeaderList(headers), 'cross-origin-resource-policy'))
    .find((value) => value !== null);
  const relation = relationOf(origin, new URL(url));
  const blocks =
    policy === 'same-origin'
      ? relation !== 'same-origin'
      : policy === 'same-site' && relation === 'cross-site';
  if (!blocks) return [];
  return [
    {
      code: 'resource-policy',
      severity: 'warning',
      cause: `Cross-Origin-Resource-Policy: ${policy} keeps ${origin} from embedding this (img, script, fetch in mode no-cors). This is not CORS, and a fetch in mode cors is not concerned.`,
      cure: 'Send Cross-Origin-Resource-Policy: cross-origin if other sites may embed it.',
    },
  ];
}

/** Yet another: browsers do not even send the request. */
export function findMixedContent({ origin, url }: Target): Finding[] {
  if (!origin.startsWith('https://') || isTrustworthy(new URL(url))) return [];
  return [
    {
      code: 'mixed-content',
      severity: 'warning',
      cause: `${origin} is served over https, and ${url} is not: browsers block this as mixed content, whatever the headers say.`,
      cure: 'Serve the API over https.',
    },
  ];
}
