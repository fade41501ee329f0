import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { imports, parse, sourceFiles } from './imports.ts';

/** The rooms of the house, and into which other rooms each may reach. Nothing reaches back. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  spec: [],
  policy: ['spec'],
  exchange: ['spec', 'policy'],
  debug: ['spec', 'policy', 'exchange', 'browser'],
  'watch.ts': ['policy', 'exchange', 'debug'],
  'cors.ts': ['spec', 'policy', 'exchange', 'watch.ts'],
  adapters: ['spec', 'policy', 'exchange', 'cors.ts'],
  compat: ['spec', 'policy', 'exchange', 'cors.ts', 'watch.ts'],
  'index.ts': ['policy', 'exchange', 'cors.ts', 'adapters'],
  store: ['spec', 'policy'],
  live: ['spec', 'policy', 'exchange', 'cors.ts', 'adapters'],
  redis: ['spec', 'policy', 'store', 'live'],
  browser: ['spec'],
  cli: ['spec', 'browser', 'cors.ts', 'live', 'watch.ts'],
};

/** Packages that a room may name; everything else is for tests. What is only a type costs a user nothing. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  policy: ['tldts'],
  browser: ['tldts'],
  store: ['lru-cache'],
  live: ['lru-cache'],
  cli: ['tldts'],
};

/** What runs on Node only. The rest runs wherever there is JavaScript. */
const NODE_ONLY = ['src/live/', 'src/cli/', 'src/redis/', 'src/browser/page/'];

const roomOf = (path: string) => path.split(sep)[1] ?? '';
const isRelative = (target: string) => target.startsWith(`src${sep}`);

describe('imports', () => {
  it('every file lives in a room of the house', () => {
    expect([...new Set(sourceFiles.map(roomOf))].filter((room) => !(room in ROOMS))).toEqual([]);
  });

  it('run one way', () => {
    const backwards = imports.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      return isRelative(target) && from !== to && !ROOMS[from]?.includes(to);
    });
    expect(backwards).toEqual([]);
  });

  it('stay inside src, and name files by their ending', () => {
    const stray = imports.filter(
      ({ target }) => /^[./]/.test(target) || (isRelative(target) && !sourceFiles.includes(target)),
    );
    expect(stray).toEqual([]);
  });

  it('never lead from one adapter to another', () => {
    const adapterOf = (path: string) => path.split(sep)[2]?.replace(/\.ts$/, '');
    const crossed = imports.filter(
      ({ file, target }) =>
        roomOf(file) === 'adapters' &&
        isRelative(target) &&
        roomOf(target) === 'adapters' &&
        adapterOf(file) !== adapterOf(target),
    );
    expect(crossed).toEqual([]);
  });

  it('run in no circle', () => {
    const targets = new Map(
      sourceFiles.map((file) => [
        file,
        imports
          .filter((one) => one.file === file && isRelative(one.target) && !one.isTypeOnly)
          .map((one) => one.target),
      ]),
    );
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      (targets.get(from) ?? []).some(
        (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
      );
    expect(sourceFiles.filter((file) => reaches(file, file))).toEqual([]);
  });

  it('name Node only where nothing else can run', () => {
    const nodes = imports.filter(
      ({ file, target, isTypeOnly }) =>
        target.startsWith('node:') && !isTypeOnly && !NODE_ONLY.some((folder) => file.startsWith(folder)),
    );
    expect(nodes).toEqual([]);
  });

  it('name no package but those that the design allows', () => {
    const foreign = imports.filter(
      ({ file, target, isTypeOnly }) =>
        !isRelative(target) &&
        !target.startsWith('node:') &&
        !isTypeOnly &&
        !PACKAGES[roomOf(file)]?.includes(target),
    );
    expect(foreign).toEqual([]);
  });
});

describe('files', () => {
  it('are short', () => {
    const lengths = sourceFiles.map(
      (file) => [file, readFileSync(file, 'utf8').split('\n').length - 1] as const,
    );
    expect(lengths.filter(([, length]) => length > 220)).toEqual([]);
  });

  it('called index only hand on what others export', () => {
    const own = sourceFiles
      .filter((file) => file.endsWith('index.ts'))
      .flatMap((file) =>
        parse(file)
          .statements.filter((statement) => !ts.isExportDeclaration(statement))
          .map((one) => `${file}: ${one.getText()}`),
      );
    expect(own).toEqual([]);
  });

  it('leave no work for later, and never silence the compiler', () => {
    const marks = /\b(?:TODO|FIXME|XXX|HACK)\b|@ts-(?:ignore|nocheck|expect-error)/;
    expect(sourceFiles.filter((file) => marks.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
