import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTRIES } from './entries.ts';
import { type InstalledPackage, installPackage, run, tool } from './install.ts';

interface Manifest {
  readonly exports: Record<string, unknown>;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

let installed: InstalledPackage;
let manifest: Manifest;
beforeAll(async () => {
  installed = await installPackage();
  manifest = JSON.parse(await readFile(join(installed.home, 'package.json'), 'utf8'));
});
afterAll(() => rm(dirname(installed.project), { recursive: true }));

const node = (...args: string[]): Promise<string> => run(process.execPath, args, installed.project);

describe('the tarball', () => {
  it('holds the build and its papers, and nothing else', () => {
    const papers = installed.files.filter((file) => !/^dist\/[\w-]+\.(js|cjs|d\.ts|d\.cts)$/.test(file));
    expect(papers).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('is clean for publint', async () => {
    const { messages, pkg } = await publint({ pkgDir: installed.home, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('is clean for arethetypeswrong', async () => {
    await node(tool('@arethetypeswrong/cli/dist/index.js'), installed.tarball, '--profile', 'node16');
  });
});

describe('at run time', () => {
  it.each(['esm.mjs', 'cjs.cjs'])('works: %s', async (file) => {
    await node(`fixtures/runtime/${file}`);
  });

  it('has the entries that are listed here', () => {
    expect(Object.keys(manifest.exports)).toEqual([...Object.keys(ENTRIES), './package.json']);
  });

  it.each(Object.entries(ENTRIES))('exports of %s, imported and required', async (entry, { exports }) => {
    const name = JSON.stringify(join('crossgate', entry));
    const imported = `console.log(JSON.stringify(Object.keys(await import(${name}))))`;
    expect(JSON.parse(await node('--input-type=module', '--eval', imported))).toEqual(exports);
    const required = `const api = require(${name});
      console.log(JSON.stringify([Object.keys(api).sort(), typeof api, api === api.default]))`;
    const isFunction = exports.includes('default');
    const kind = isFunction ? 'function' : 'object';
    expect(JSON.parse(await node('--eval', required))).toEqual([exports, kind, isFunction]);
  });

  it.each(Object.entries(ENTRIES))('size of %s', async (entry, { budget }) => {
    const own = await size(entry, Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
    const all = await size(entry, Object.keys({ ...manifest.peerDependencies }));
    console.log(`${join('crossgate', entry)}: ${own} bytes minified and gzipped, ${all} with dependencies`);
    expect(own).toBeLessThanOrEqual(budget);
  });
});

async function size(entry: string, external: string[]): Promise<number> {
  const contents = `export * from ${JSON.stringify(join('crossgate', entry))}`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: installed.project },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    external,
  });
  return outputFiles.reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).length, 0);
}

/** No DOM, no `@types/node`: what the declarations need beyond ECMAScript, they would have to bring. */
const STRICT = { strict: true, target: 'es2022', lib: ['es2023'], types: [], outDir: 'out' };
const NODE16 = { module: 'node16' };
const BUNDLER = { module: 'preserve', moduleResolution: 'bundler' };
const INTEROP = { module: 'commonjs', moduleResolution: 'node10', esModuleInterop: true };
const NO_INTEROP = { ...INTEROP, esModuleInterop: false, allowSyntheticDefaultImports: false };

describe('in TypeScript', () => {
  it.each([
    [NODE16, ['esm.mts', 'require.cts', 'import.cts']],
    [BUNDLER, ['esm.mts']],
    [INTEROP, ['require.cts', 'import.cts']],
    [NO_INTEROP, ['require.cts', 'import.cts', 'namespace.cts']],
  ])('compiles and runs under %j: %j', async (options, files) => {
    const config = {
      compilerOptions: { ...STRICT, ...options },
      files: files.map((file) => `types/${file}`),
    };
    await writeFile(join(installed.project, 'fixtures/tsconfig.json'), JSON.stringify(config));
    await node(tool('typescript/bin/tsc'), '-p', 'fixtures/tsconfig.json');
    await Promise.all(files.map((file) => node(join('fixtures/out', file.replace('ts', 'js')))));
  });
});
