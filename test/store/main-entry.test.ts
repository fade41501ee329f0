import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The files that `entry` loads by static imports, and the packages; `import type` loads nothing. */
function loadedBy(entry: string): { readonly files: Set<string>; readonly packages: Set<string> } {
  const files = new Set([resolve(ROOT, entry)]);
  const packages = new Set<string>();
  for (const file of files) {
    // Nothing but a clause of names can stand before `from`; an import for its effects has none.
    for (const [, clause = '', target = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s(?:([^;'"=]*?)\sfrom\s+)?['"]([^'"]+)['"]/gm,
    )) {
      if (clause.startsWith('type ') || isOnlyTypes(clause)) continue;
      if (target.startsWith('.')) files.add(resolve(dirname(file), target));
      else packages.add(target);
    }
  }
  return { files, packages };
}

/** `{ type A, type B }`: with verbatimModuleSyntax it stays as an import, but the bundler drops it. */
function isOnlyTypes(clause: string): boolean {
  const [, names] = /^\{([^}]*)\}/.exec(clause) ?? [];
  return names?.split(',').every((name) => /^\s*(?:type\s|$)/.test(name)) ?? false;
}

const source = loadedBy('src/index.ts');

it('the main entry imports nothing of the stores, and no package but tldts', () => {
  const names = [...source.files].map((file) => relative(ROOT, file));
  expect(names).toContain('src/policy/origin-option.ts');
  expect(names.filter((name) => /^src\/(?:store|redis|live)\//.test(name))).toEqual([]);
  expect([...source.packages]).toEqual(['tldts']);
});

it('nor does what the build makes of it: chunks that it shares bring it no module of theirs', () => {
  const entry = 'dist/index.js';
  expect(existsSync(resolve(ROOT, entry)), 'dist is missing: npm run build').toBe(true);
  const built = loadedBy(entry);
  // The bundler writes the name of each module above its code.
  const modules = [...built.files].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^\/\/ (src\/.*)$/gm)].map(([, name = '']) => name),
  );
  const expected = [...source.files].map((file) => relative(ROOT, file));
  expect(modules.length).toBeGreaterThan(15);
  expect(modules.filter((name) => !expected.includes(name))).toEqual([]);
  expect([...built.packages]).toEqual(['tldts']);
});

it.each(['store', 'redis', 'live'])(
  'crossgate/%s does not load the middleware, which would double its cost',
  (name) => {
    const { files } = loadedBy(`src/${name}/index.ts`);
    expect([...files].map((file) => relative(ROOT, file))).not.toContain('src/adapters/node.ts');
  },
);
