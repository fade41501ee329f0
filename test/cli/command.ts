import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { run } from '../../src/cli/run.ts';

/** What a run of the command left behind. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The report of `--json`, as far as tests look at it. */
export interface JsonReport {
  readonly exitCode: number;
  readonly outcome: string;
  readonly vulnerable: boolean;
  readonly error?: string;
  readonly request: object;
  readonly exchange: readonly {
    readonly request: { readonly method: string; readonly url: string; readonly headers: [string, string][] };
    readonly response: { readonly status: number; readonly headers: [string, string][] };
  }[];
  readonly verdicts: Readonly<Record<string, { readonly outcome: string; readonly code: string | null }>>;
  readonly reasons: readonly { readonly code: string; readonly nearMiss: object | null }[];
  readonly probes: readonly {
    readonly probe: string;
    readonly failure: string | null;
    readonly findings: readonly {
      readonly code: string;
      readonly severity: string;
      readonly cause: string;
    }[];
  }[];
}

const servers: http.Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
});

/** Starts a server for one test. @returns its base URL. */
export async function serve(listener: http.RequestListener): Promise<string> {
  const server = http.createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function command(
  argv: readonly string[],
  { isTTY = false, env = {} }: { isTTY?: boolean; env?: Record<string, string> } = {},
): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const exitCode = await run(argv, { stdout: output('stdout'), stderr: output('stderr'), env });
  return { exitCode, ...written };
}

export async function checkJson(argv: readonly string[]): Promise<JsonReport> {
  const { exitCode, stdout, stderr } = await command(['check', '--json', ...argv]);
  const report: JsonReport = JSON.parse(stdout);
  if (report.exitCode !== exitCode || stderr !== '') throw new Error(`${exitCode}: ${stdout} ${stderr}`);
  return report;
}

/** Codes of all findings, with their severity. */
export function findings({ probes }: JsonReport): string[] {
  return probes.flatMap(({ findings: found }) => found.map(({ code, severity }) => `${severity} ${code}`));
}
