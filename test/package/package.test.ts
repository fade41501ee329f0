import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
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

  it.each([
    ['imported', 'production', false],
    ['imported', 'development', true],
    ['required', 'production', false],
    ['required', 'development', true],
  ])('%s in %s: what watches the middleware is loaded: %j', async (how, mode, isWatched) => {
    const coverage = await mkdtemp(join(installed.project, 'loaded-'));
    const environment = [`NODE_ENV=${mode}`, 'CROSSGATE_QUIET=', `NODE_V8_COVERAGE=${coverage}`];
    const isModule = how === 'imported';
    const program = `
      ${isModule ? "import cors from 'crossgate'" : "const cors = require('crossgate')"};
      console.warn = console.log;
      const middleware = cors({ origin: ['https://app.example'] });
      const request = { method: 'GET', url: '/', headers: { origin: 'https://evil.example' } };
      middleware(request, { getHeader() {}, setHeader() {}, end() {} }, () => console.log('handed on'));`;
    const type = isModule ? 'module' : 'commonjs';
    const node = [...environment, process.execPath, `--input-type=${type}`, '--eval', program];
    const output = await run('env', node, installed.project);
    const line =
      "crossgate: https://evil.example may not read GET /: the origin is not allowed. Add 'https://evil.example' to origin. [origin-refused]\n";
    expect(output).toBe(`handed on\n${isWatched ? line : ''}`);
    // Names every script that ran.
    const [report = ''] = await readdir(coverage);
    const { result } = JSON.parse(await readFile(join(coverage, report), 'utf8')) as {
      result: { url: string }[];
    };
    const loaded = result.map(({ url }) => url).filter((url) => url.includes('/crossgate/dist/'));
    const ending = isModule ? '.js' : '.cjs';
    expect(loaded.length).toBeGreaterThan(3);
    expect(loaded.filter((url) => !url.endsWith(ending))).toEqual([]);
    expect(loaded.some((url) => url.includes('/dist/observe-'))).toBe(isWatched);
  });

  it.each(Object.entries(ENTRIES))('size of %s', async (entry, { budget }) => {
    const own = await size(entry, Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
    const all = await size(entry, Object.keys({ ...manifest.peerDependencies }));
    console.log(`${join('crossgate', entry)}: ${own} bytes minified and gzipped, ${all} with dependencies`);
    expect(own).toBeLessThanOrEqual(budget);
  });
});

/** What is loaded on demand only (src/debug, never in production) is a file of its own, and no part of an entry. */
const leaveOnDemand: Plugin = {
  name: 'leave out what is loaded on demand',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

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
    plugins: [leaveOnDemand],
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
