import { type CheckArguments, HELP, readArguments } from './arguments.ts';
import type { AskServer } from './ask.ts';
import { askPolicy } from './ask-policy.ts';
import { askServer } from './ask-server.ts';
import { check } from './check.ts';
import { NetworkError, UsageError } from './errors.ts';
import { reportToJson } from './json.ts';
import { createPaint, wantsColour } from './paint.ts';
import { printReport } from './print.ts';
import { printable, printableJson } from './printable.ts';

interface Output {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** What the command needs of its process. */
export interface Surroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const CLEAR_LINE = '\r\x1b[K';

/**
 * Runs the command and prints what it finds.
 * @returns the exit status: 0 allowed, 1 blocked or vulnerable, 2 wrong usage or no answer.
 */
export async function run(argv: readonly string[], { stdout, stderr, env }: Surroundings): Promise<number> {
  try {
    const wanted = readArguments(argv);
    if (wanted === null) {
      stdout.write(HELP);
      return 0;
    }
    const report = await checkInTime(wanted, stderr);
    const exitCode = report.outcome === 'blocked' || report.isVulnerable ? 1 : 0;
    if (wanted.json) stdout.write(`${printableJson(reportToJson(report, exitCode))}\n`);
    else stdout.write(`${printReport(report, createPaint(wantsColour(stdout.isTTY, env))).join('\n')}\n`);
    return exitCode;
  } catch (error) {
    const text = messageFor(error);
    if (text === null) throw error;
    if (argv.includes('--json')) stdout.write(`${printableJson({ exitCode: 2, error: text })}\n`);
    // Only the lines that we break ourselves stay broken.
    else stderr.write(`crossgate: ${text.split('\n').map(printable).join('\n')}\n`);
    return 2;
  }
}

async function checkInTime(wanted: CheckArguments, stderr: Output) {
  const { config, request, timeout } = wanted;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeout * 1000);
  const progress = (what: string) =>
    stderr.isTTY && stderr.write(`${CLEAR_LINE}${printable(what).slice(0, 76)} …`);
  try {
    const ask: AskServer =
      config === null
        ? askServer(request.origin, { signal: deadline.signal, onAsk: progress })
        : await askPolicy(config);
    return await check(wanted, ask);
  } finally {
    clearTimeout(timer);
    if (stderr.isTTY) stderr.write(CLEAR_LINE);
  }
}

const NETWORK_ADVICE =
  'CORS plays no part in this: no page gets an answer either. Look at the address, the server, TLS and proxies.';

/** What to tell the person; `null` where the fault is ours. */
function messageFor(error: unknown): string | null {
  if (error instanceof NetworkError) return `${error.message}\n${NETWORK_ADVICE}`;
  return error instanceof UsageError ? `${error.message}\nSee crossgate --help.` : null;
}
