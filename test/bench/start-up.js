import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { inChild, NO_COLLECTION } from './child.js';
import { summary } from './measure.js';

const SAMPLES = 9;

/** Everything that is paid once: import, compilation, bytes on disk and in memory. */
export async function startUp() {
  const entries = await entrySizes();
  const imports = {};
  for (const name of ['crossgate', 'cors']) {
    const times = [];
    for (let sample = 0; sample < SAMPLES; sample++)
      times.push((await inChild('import.js', [name])).milliseconds);
    const { median, low, high } = summary(times);
    imports[`import of ${name}, ms`] = `${median.toFixed(1)} (${low.toFixed(1)}-${high.toFixed(1)})`;
  }
  const { milliseconds, bytesPerOrigin } = await inChild('memory.js', [], ['--expose-gc']);
  const allocated = await inChild('allocations.js', [], NO_COLLECTION);
  return {
    ...imports,
    'compiling a list of 1,000,000, ms': Math.round(milliseconds),
    'bytes held per origin, beside its text': bytesPerOrigin.toFixed(1),
    ...Object.fromEntries(
      Object.entries(allocated).map(([name, bytes]) => [
        `bytes left per request: ${name}`,
        Math.round(bytes),
      ]),
    ),
    ...entries,
  };
}

/** Of each public entry, with all that importing it loads. */
async function entrySizes() {
  const { exports } = JSON.parse(await readFile('package.json', 'utf8'));
  const files = Object.values(exports).flatMap((entry) => entry.import?.default ?? []);
  const sizes = await Promise.all(files.map(async (file) => [file, await sizeOf(resolve(file), new Set())]));
  return Object.fromEntries(
    sizes.map(([file, size]) => [`${file} and what it imports, KB`, (size / 1024).toFixed(1)]),
  );
}

async function sizeOf(file, seen) {
  if (seen.has(file)) return 0;
  seen.add(file);
  const text = await readFile(file, 'utf8');
  let size = Buffer.byteLength(text);
  for (const [, target] of text.matchAll(/^(?:import|export|\}) ?(?:.*? from )?"(\.[^"]+)";$/gm)) {
    size += await sizeOf(resolve(dirname(file), target), seen);
  }
  return size;
}
