import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPolicy } from '../src/index.ts';
import { DANGEROUS_NAMES, OPTION_NAMES } from '../src/policy/read-options.ts';

const root = new URL('..', import.meta.url);
const readme = await readFile(new URL('README.md', root), 'utf8');
const snippets = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map((match) => match[1] as string);

/** What the recipes take for granted around them. */
const SURROUNDINGS = `
import express from 'express';
import { createServer } from 'node:http';
import cors, { createPolicy, originList } from 'crossgate';
process.env.CORS_ORIGINS = 'https://app.example';
const app = express(), server = createServer(app), policy = createPolicy();
const db = { get: async () => undefined }, webSockets = { handleUpgrade() {}, emit() {} };
`;

describe('README', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossgate-readme-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(snippets.map((code, index) => [code.split('\n').find((line) => line !== '') ?? '', index]))(
    'runs as written: %s',
    async (_, index) => {
      const code = snippets[index as number] as string;
      const program = /^import /m.test(code) ? code : SURROUNDINGS + code;
      const file = join(folder, `${index}.mjs`);
      await writeFile(file, `${resolvable(program)}\nsetTimeout(() => process.exit(), 50);\n`);
      await expect(promisify(execFile)(process.execPath, [file])).resolves.toBeDefined();
    },
  );

  it('has the options and their defaults', () => {
    const { options } = createPolicy();
    const rows = new Map(
      [...section('Options').matchAll(/^\| `(\w+)` \|[^|]*\| ([^|]*) \|$/gm)].map((row) => [row[1], row[2]]),
    );
    expect([...rows.keys()]).toEqual(OPTION_NAMES);
    for (const name of DANGEROUS_NAMES) expect(readme).toContain(`\`${name}\``);
    expect(rows.get('methods')).toBe(`\`${options.methods.join(',')}\``);
    expect(rows.get('optionsSuccessStatus')).toBe(`\`${options.optionsSuccessStatus}\``);
  });

  it('has a heading for every code of an error, and for nothing else', async () => {
    const source = await readFile(new URL('src/policy/errors.ts', root), 'utf8');
    const union = /export type CorsIssueCode =(.*?);/s.exec(source)?.[1] ?? '';
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map((match) => match[1]);
    const headings = [...readme.matchAll(/^#### ([a-z-]+)$/gm)].map((match) => match[1]);
    expect(codes.length).toBeGreaterThan(15);
    expect(headings).toEqual(codes);
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!http|#)([^)#]+)\)/g)].map((match) => match[1] as string);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !existsSync(new URL(link, root)))).toEqual([]);
  });
});

function section(title: string): string {
  return readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
}

/** The same program, from outside of the package: built files, and packages where they are installed. */
function resolvable(program: string): string {
  return program
    .replace('listen(3000)', "listen(0, '127.0.0.1')")
    .replace(/from '([^':]+)'/g, (_, name: string) => {
      const target = resolveName(name);
      return `from '${target}'`;
    });
}

function resolveName(name: string): string {
  if (!name.startsWith('crossgate')) return import.meta.resolve(name);
  return new URL(`dist/${name.slice('crossgate/'.length) || 'index'}.js`, root).href;
}
