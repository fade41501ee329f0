import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './command.ts';

/** Below the project, so that its dependencies are found. */
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp('node_modules/.crossgate-cli-');
  await build({
    entryPoints: ['src/cli/main.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: join(folder, 'cli.mjs'),
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function crossgate(...argv: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(folder, 'cli.mjs'), ...argv], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}

describe('the command as a process', () => {
  it('exits with what it found, and does not linger', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'access-control-allow-origin': 'https://app.example' }).end('ok');
    });
    const allowed = await crossgate('check', url, '--origin', 'https://app.example');
    expect([allowed.code, allowed.stderr, allowed.stdout.trim().split('\n').at(-1)]).toEqual([
      0,
      '',
      'Allowed.',
    ]);
    const blocked = await crossgate('check', url, '--origin', 'https://other.example');
    expect([blocked.code, blocked.stdout.trim().split('\n').at(-1)]).toEqual([1, 'Blocked.']);
    const unasked = await crossgate('check', url);
    expect([unasked.code, unasked.stdout]).toEqual([2, '']);
  });
});
