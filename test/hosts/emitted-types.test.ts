import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SRC = join(ROOT, 'src');

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'crossgate-types-'));
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const entries = ['index.ts', 'adapters/fetch.ts'].map((file) => join(SRC, file));
  const emitting = { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true };
  ts.createProgram(entries, { ...emitting, outDir: directory, rootDir: SRC }).emit();
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What a user's compiler says of an entry, given these libraries and no `@types` at all. */
function complaints(entry: string, lib: readonly string[]): string[] {
  const program = ts.createProgram([join(directory, entry)], {
    lib: lib.map((name) => `lib.${name}.d.ts`),
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    // The declarations of the package are checked, those of the libraries are TypeScript's own affair.
    skipLibCheck: false,
    skipDefaultLibCheck: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const where = file === undefined ? '' : relative(directory, file.fileName);
    return `${where}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

it('the types of crossgate need neither DOM nor Node', () => {
  expect(complaints('index.d.ts', ['es2022'])).toEqual([]);
});

it.each(['dom', 'webworker'])('the types of crossgate/fetch need no Node where there is %s', (library) => {
  expect(complaints('adapters/fetch.d.ts', ['es2022', library])).toEqual([]);
});

it('notices what is missing', () => {
  expect(complaints('adapters/fetch.d.ts', ['es2022'])).toContainEqual(
    expect.stringContaining("Cannot find name 'Request'"),
  );
});
