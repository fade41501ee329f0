import { type Explanation, explain } from '../browser/explain.ts';
import { converse } from '../browser/page/converse.ts';
import type { Verdict } from '../browser/types.ts';
import type { CheckArguments } from './arguments.ts';
import { type AskServer, askOnce, type Round } from './ask.ts';
import { findAllowedOrigin } from './near-origins.ts';
import { type ProbeResult, runProbes } from './probes.ts';
import { createTarget } from './target.ts';

/** One reason for which browsers block, and what mends it. */
export interface Reason extends Explanation {
  readonly code: string;
  readonly engines: readonly string[];
}

/** All that a check has found. */
export interface Report {
  readonly request: CheckArguments['request'];
  readonly outcome: 'allowed' | 'blocked';
  readonly isVulnerable: boolean;
  /** What was sent and answered as a browser would have it, probes not included. */
  readonly exchange: readonly Round[];
  readonly verdicts: readonly Verdict[];
  readonly reasons: readonly Reason[];
  readonly probes: readonly ProbeResult[];
}

/**
 * Asks as each engine would, judges, explains, probes.
 * @throws NetworkError when the request itself gets no answer; a probe that gets none says so in its result.
 */
export async function check({ request, engines }: CheckArguments, ask: AskServer): Promise<Report> {
  const exchange: Round[] = [];
  const ask1 = askOnce(ask, exchange);
  const verdicts: Verdict[] = [];
  for (const engine of engines) verdicts.push((await converse(request, ask1, { engine })).verdict);
  const target = createTarget(request, verdicts, { ask, exchange });
  const blocked = verdicts.filter(({ outcome }) => outcome === 'blocked');
  const near = await findAllowedOrigin(target, blocked);
  const probes = await runProbes(target);
  return {
    request,
    outcome: blocked.length > 0 ? 'blocked' : 'allowed',
    isVulnerable: probes.some(({ findings }) => findings.some(({ severity }) => severity === 'vulnerable')),
    exchange,
    verdicts,
    reasons: reasonsOf(blocked, near),
    probes,
  };
}

/** Engines that block for the same reason share its explanation. */
function reasonsOf(blocked: readonly Verdict[], near: string | null): Reason[] {
  return [...new Set(blocked.map(({ code }) => code))].flatMap((code) => {
    const same = blocked.filter((verdict) => verdict.code === code);
    const [first] = same;
    if (first === undefined || code === null) return [];
    const explanation = explain(first, { allowedOrigins: near === null ? [] : [near] });
    return [{ code, engines: same.map(({ engine }) => engine), ...explanation }];
  });
}
