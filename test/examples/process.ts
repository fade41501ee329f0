import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** An example that runs as a process of its own, as its reader would start it. */
export interface ExampleProcess {
  /** What it has written so far, to stdout and stderr. */
  readonly output: () => string;
  /** Resolves with the first match in the output; rejects when the process ends before there is one. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Resolves with the exit code, or `null` where a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Ends it, and waits until it is gone. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

const EXAMPLES = new URL('../../examples/', import.meta.url);

/** Starts an example on a free port. `NODE_ENV=test`, which vitest sets, would silence Express's error log. */
export function startExample(file: string): ExampleProcess {
  const env = { ...process.env, PORT: '0', NODE_ENV: 'development', NO_COLOR: '1' };
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [fileURLToPath(new URL(file, EXAMPLES))],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);

  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match !== null) resolve(match);
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      exited.then(() => reject(new Error(`${file} ended before it printed ${pattern}:\n${output}`)));
      look();
    });

  return {
    output: () => output,
    printed,
    exited,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}

/** Runs `use` with the address that a server example prints, and ends the example afterwards. */
export async function withServer(file: string, use: (url: string) => Promise<void>): Promise<void> {
  const example = startExample(file);
  try {
    const [url] = await example.printed(/http:\/\/127\.0\.0\.1:\d+/);
    await use(url);
  } finally {
    await example.stop();
  }
}
