import type { Verdict } from '../browser/types.ts';
import type { Round } from './ask.ts';
import type { Reason, Report } from './check.ts';
import type { Paint } from './paint.ts';
import { discreet } from './printable.ts';
import type { Finding } from './probes/finding.ts';
import type { ProbeResult } from './probes.ts';

/** Headers of an answer that have a say in what the page gets, or tell who answered. */
const TELLING: ReadonlySet<string> = new Set([
  'age',
  'allow',
  'cache-control',
  'cf-cache-status',
  'content-type',
  'cross-origin-resource-policy',
  'location',
  'server',
  'set-cookie',
  'vary',
  'via',
  'www-authenticate',
  'x-cache',
]);

const MAX_SHOWN = 300;

/** The report for a person, a line each. */
export function printReport(report: Report, paint: Paint): string[] {
  const { request, exchange, verdicts, reasons, probes } = report;
  const how = request.credentials === 'include' ? ', with credentials' : '';
  return [
    paint.bold(`${request.method} ${request.url} for a page of ${request.origin}${how}`),
    '',
    ...exchange.flatMap((round) => printRound(round, paint)),
    ...(exchange.length === 0 ? [paint.plain('Nothing was sent.')] : []),
    '',
    ...verdicts.flatMap((verdict) => printVerdict(verdict, paint)),
    ...reasons.flatMap((reason) => printReason(reason, paint)),
    ...printNotes(verdicts, paint),
    '',
    ...probes.flatMap((result) => printProbe(result, paint)),
    '',
    summaryOf(report, paint),
  ];
}

function printRound({ request, answer }: Round, paint: Paint): string[] {
  const telling = answer.headers.filter(([name]) => isTelling(name));
  const others = answer.headers.length - telling.length;
  return [
    paint.bold(`> ${request.method} ${request.url}`),
    ...Object.entries(request.headers).map(([name, value]) => headerLine('>', name, value, paint)),
    paint.bold(`< ${answer.status}`),
    ...telling.map(([name, value]) => headerLine('<', name, value, paint)),
    ...(others > 0 ? [paint.dim(`<   and ${others} other header${others === 1 ? '' : 's'}`)] : []),
  ];
}

function isTelling(name: string): boolean {
  const key = name.toLowerCase();
  return TELLING.has(key) || key.startsWith('access-control-');
}

function headerLine(mark: string, name: string, value: string, paint: Paint): string {
  const shown = discreet(name, value);
  const cut = shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown;
  return paint.plain(`${mark}   ${name}: ${cut}`);
}

function printVerdict({ engine, outcome, code, engineCode, message }: Verdict, paint: Paint): string[] {
  const name = engine.padEnd(9);
  if (outcome !== 'blocked') return [`${paint.green('allowed')}  ${paint.plain(name)}`];
  const words = engine === 'standard' ? null : (message?.trim() ?? 'prints nothing of its own about it.');
  return [
    `${paint.red('blocked')}  ${paint.bold(name)} ${paint.plain(engineCode ?? code ?? '')}`,
    ...(words === null ? [] : [`         ${paint.dim(words)}`]),
  ];
}

function printReason({ code, cause, cure }: Reason, paint: Paint): string[] {
  return [
    '',
    paint.bold(code),
    `  ${paint.red('Cause')}  ${paint.plain(cause)}`,
    `  ${paint.green('Cure')}   ${paint.plain(cure)}`,
  ];
}

/** Once each. Whether `Vary` is missing, the probes know better. */
function printNotes(verdicts: readonly Verdict[], paint: Paint): string[] {
  const texts = verdicts.flatMap(({ notes }) => notes.filter(({ code }) => code !== 'vary-missing'));
  return [...new Set(texts.map(({ text }) => text))].map(
    (text) => `${paint.yellow('note')}     ${paint.plain(text)}`,
  );
}

function printProbe({ probe, findings, failure }: ProbeResult, paint: Paint): string[] {
  if (failure !== null) return [`${paint.yellow('unknown')}  ${paint.plain(`${probe}: ${failure}`)}`];
  if (findings.length === 0) return [`${paint.green('ok')}       ${paint.plain(probe)}`];
  return findings.flatMap((finding) => printFinding(finding, paint));
}

function printFinding({ code, severity, cause, cure }: Finding, paint: Paint): string[] {
  const label = severity === 'vulnerable' ? paint.red('DANGER ') : paint.yellow('warning');
  return [
    `${label}  ${paint.bold(code)}`,
    `         ${paint.plain(cause)}`,
    `         ${paint.green('Cure')}  ${paint.plain(cure)}`,
  ];
}

function summaryOf({ outcome, isVulnerable, verdicts }: Report, paint: Paint): string {
  const blocked = verdicts.filter((verdict) => verdict.outcome === 'blocked').length;
  const by = blocked === verdicts.length ? '' : ` by ${blocked} of ${verdicts.length}`;
  const reading = outcome === 'blocked' ? paint.red(`Blocked${by}.`) : paint.green('Allowed.');
  return isVulnerable ? `${reading} ${paint.red('Open to attack.')}` : reading;
}
