import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const RUN = fileURLToPath(new URL('run.js', import.meta.url));
const run = (...runtimes: string[]) => {
  const { status, stdout } = spawnSync(process.execPath, [RUN, ...runtimes], { encoding: 'utf8' });
  return { status, stdout };
};

// The other runtimes have to be fetched: CI runs the script as a whole.
it('the built package does on this Node what it has to do on every runtime', () => {
  expect(run('node')).toEqual({
    status: 0,
    stdout: `node: 15 of 15 exchanges right (${process.version.slice(1)})\n`,
  });
});

it('the script fails for a runtime that it does not know', () => {
  expect(run('netscape')).toMatchObject({ status: 1, stdout: expect.stringContaining('netscape: FAILED') });
});
