import { createHash } from 'node:crypto';
import { unwatchFile, watch, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type PolicySource, parsePolicyJson } from './policy-source.ts';

/**
 * A policy in a file: JSON where its name ends in `.json`, or else a module whose default export is the options. A
 * module is imported anew for each change, what it imports itself is not; the old versions stay in memory.
 *
 * @param path a path, or a `file:` URL.
 * @param options `pollEvery`: how often, in milliseconds, to look at the file in case no notice of a change came
 *   (network file systems give none). 5000 by default.
 */
export function policyFile(path: string | URL, { pollEvery = 5_000 } = {}): PolicySource {
  const file = typeof path === 'string' && !path.startsWith('file:') ? resolve(path) : fileURLToPath(path);
  const url = pathToFileURL(file).href;
  return {
    name: url,
    async read() {
      const text = await readFile(file, 'utf8');
      if (file.endsWith('.json')) return parsePolicyJson(text);
      const version = createHash('sha256').update(text).digest('hex').slice(0, 16);
      const module: object = await import(/* @vite-ignore */ `${url}?policy=${version}`);
      if (!('default' in module)) throw new TypeError('The module has no default export.');
      return { options: module.default, revision: text };
    },
    watch(onChange) {
      const endNotices = watchDirectory(file, onChange);
      watchFile(file, { interval: pollEvery, persistent: false }, onChange);
      return () => {
        endNotices();
        unwatchFile(file, onChange);
      };
    },
  };
}

/**
 * The directory, not the file: editors and deployments put a new file in the place of the old one, and a watch on the
 * old one sees nothing more. Kubernetes swaps a link whose name begins with two dots.
 */
function watchDirectory(file: string, onChange: () => void): () => void {
  try {
    const watcher = watch(dirname(file), { persistent: false }, (_, name) => {
      if (name === null || name === basename(file) || name.startsWith('..')) onChange();
    });
    // The directory went away: polling goes on.
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}
