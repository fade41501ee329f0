import type { Verdict } from '../browser/types.ts';
import type { Round } from './ask.ts';
import type { Report } from './check.ts';
import { discreet } from './printable.ts';

/** The report for programs. Members are added in minor versions, renamed or removed in major ones only. */
export function reportToJson(report: Report, exitCode: number): object {
  const { request, outcome, isVulnerable, exchange, verdicts, reasons, probes } = report;
  const { origin, url, method, credentials } = request;
  return {
    exitCode,
    request: { origin, url, method, credentials },
    outcome,
    vulnerable: isVulnerable,
    exchange: exchange.map(roundToJson),
    verdicts: Object.fromEntries(verdicts.map((verdict) => [verdict.engine, verdictToJson(verdict)])),
    reasons: reasons.map(({ code, engines, cause, cure, nearMiss }) => ({
      code,
      engines,
      cause,
      cure,
      nearMiss,
    })),
    probes,
  };
}

function verdictToJson(verdict: Verdict): object {
  const { outcome, step, code, detail, engineCode, message, exposedHeaders, preflightCacheSeconds, notes } =
    verdict;
  return { outcome, step, code, detail, engineCode, message, exposedHeaders, preflightCacheSeconds, notes };
}

function roundToJson({ request, answer }: Round): object {
  return {
    request: { ...request, headers: maskAll(Object.entries(request.headers)) },
    response: { status: answer.status, headers: maskAll(answer.headers) },
  };
}

/** Pairs, because a name may stand on several lines. */
function maskAll(lines: Iterable<readonly [string, string]>): [string, string][] {
  return Array.from(lines, ([name, value]) => [name, discreet(name, value)]);
}
