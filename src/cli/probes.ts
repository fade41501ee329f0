import type { Answer } from './ask.ts';
import { NetworkError } from './errors.ts';
import { findCookies, findDuplicates, findMixedContent, findResourcePolicy } from './probes/answers.ts';
import type { Finding } from './probes/finding.ts';
import { findOpenOrigins } from './probes/origins.ts';
import { findPreflightFaults } from './probes/preflight.ts';
import { findVaryFaults } from './probes/vary.ts';
import type { Target } from './target.ts';

export interface ProbeResult {
  readonly probe: string;
  readonly findings: readonly Finding[];
  /** Why the probe could not be made; `null` where it was. */
  readonly failure: string | null;
}

/** Looks at a target, and adds every answer that it gets to `answers`. */
export type Probe = (target: Target, answers: Answer[]) => Finding[] | Promise<Finding[]>;

/** In this order: the last ones look at what the first ones got. */
const PROBES: readonly (readonly [name: string, probe: Probe])[] = [
  ['origins', findOpenOrigins],
  ['vary', findVaryFaults],
  ['preflight', findPreflightFaults],
  ['duplicate-headers', findDuplicates],
  ['cookies', findCookies],
  ['resource-policy', findResourcePolicy],
  ['mixed-content', findMixedContent],
];

export async function runProbes(target: Target): Promise<ProbeResult[]> {
  const answers = target.exchange.map(({ answer }) => answer);
  const results: ProbeResult[] = [];
  for (const [name, probe] of PROBES) results.push(await runProbe(name, () => probe(target, answers)));
  return results;
}

async function runProbe(probe: string, make: () => Finding[] | Promise<Finding[]>): Promise<ProbeResult> {
  try {
    return { probe, findings: await make(), failure: null };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return { probe, findings: [], failure: error.message };
  }
}
