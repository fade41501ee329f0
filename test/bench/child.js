import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The flags of V8 under which the heap only grows, and only by what the script itself allocates. */
export const NO_COLLECTION = [
  '--expose-gc',
  '--single-threaded',
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
];

/**
 * Runs a file of this folder in a process of its own, as a server runs: in production, with no one looking on.
 * @returns what it printed, read as JSON.
 */
export async function inChild(file, parameters, flags = []) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, path, ...parameters], {
    env: { ...process.env, NODE_ENV: 'production' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}
