import { nearMiss } from '../browser/near-miss.ts';
import type { CorsDebugEvent } from '../policy/debug-event.ts';
import type { NormalizedOptions } from '../policy/options.ts';
import { isExact, type OriginPattern, parsePattern } from '../policy/origins.ts';
import { type OriginParts, parseOrigin } from '../spec/origin.ts';
import { shown } from './shown.ts';

/** A long list is searched up to here: this runs while a request waits. */
const MAX_COMPARED = 1_000;

/** The closest first. */
const KINDS = ['port', 'scheme', 'trailing-dot', 'www', 'loopback', 'subdomain'];

/** The allowed origin, or pattern, that differs from the one that asks in one small thing; the closest of them. */
export function nearestOrigin(
  option: NormalizedOptions<never>['origin'],
  asking: string,
): CorsDebugEvent['nearest'] {
  const parts = parseOrigin(asking);
  if (parts === undefined || option === false || typeof option === 'function') return undefined;
  const entries = typeof option === 'string' ? [option] : option.slice(0, MAX_COMPARED);
  let nearest: CorsDebugEvent['nearest'];
  let nearestRank = KINDS.length;
  for (const entry of entries) {
    const near = typeof entry === 'string' ? nearMissOf(entry, asking, parts) : null;
    const rank = near === null ? -1 : KINDS.indexOf(near.kind);
    if (near === null || rank === -1 || rank >= nearestRank) continue;
    nearest = { origin: shown(String(entry)), difference: shown(near.text, 300) };
    nearestRank = rank;
  }
  return nearest;
}

function nearMissOf(entry: string, asking: string, parts: OriginParts) {
  const pattern = parsePattern(entry);
  if (pattern === undefined || isExact(pattern)) return nearMiss(entry, asking);
  if (pattern.subdomains && parts.host === pattern.host) {
    return { kind: 'subdomain', text: `*. stands for the names under ${pattern.host}, not for itself` };
  }
  return nearMiss(closestOf(pattern, parts), asking);
}

/** Of all origins that a pattern stands for, the one that is most like the one that asks. */
function closestOf(pattern: OriginPattern, asking: OriginParts): string {
  const name = asking.host.replace(/\.$/, '');
  const isUnder = pattern.subdomains && name.endsWith(`.${pattern.host}`);
  const port = pattern.anyPort ? asking.port : pattern.port;
  return `${pattern.scheme}://${isUnder ? name : pattern.host}${port}`;
}
