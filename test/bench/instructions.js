import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** So that V8 does the same at the same time in every run. */
const REPEATABLE = ['--single-threaded', '--predictable', '--random-seed=1', '--hash-seed=1'];

/** Code that is compiled at run time is written where code already was: valgrind has to be told to look again. */
const CACHEGRIND = [
  '--tool=cachegrind',
  '--cache-sim=no',
  '--smc-check=all-non-file',
  '--cachegrind-out-file=/dev/null',
];

export async function hasValgrind() {
  return run('valgrind', ['--version']).then(
    () => true,
    () => false,
  );
}

/**
 * Instructions per request of some variants of a case, with the making of the response, which is the same for all. No
 * clock is involved, so nothing else on the machine changes them.
 *
 * @param more how often the counted variant serves the request on top of the warm-up.
 */
export async function instructionsPerRequest(name, variants, more) {
  const [none, ...totals] = await inParallel(
    ['none', ...variants].map((counted) => () => instructionsOf([name, more, counted, ...variants])),
  );
  return Object.fromEntries(variants.map((variant, index) => [variant, (totals[index] - none) / more]));
}

/** From the first to the last of a process. */
async function instructionsOf(parameters) {
  const script = fileURLToPath(new URL('count.js', import.meta.url));
  const command = [...CACHEGRIND, process.execPath, ...REPEATABLE, script, ...parameters.map(String)];
  const { stderr } = await run('valgrind', command, { env: { ...process.env, NODE_ENV: 'production' } });
  const count = /I +refs: +([\d,]+)/.exec(stderr)?.[1];
  if (count === undefined) throw new Error(`valgrind counted nothing:\n${stderr}`);
  return Number(count.replaceAll(',', ''));
}

async function inParallel(tasks) {
  const results = [];
  const queue = tasks.entries();
  const work = async () => {
    for (const [index, task] of queue) results[index] = await task();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
