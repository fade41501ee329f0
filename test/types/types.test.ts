import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';

const config: unknown = ts.readConfigFile('tsconfig.json', ts.sys.readFile).config;
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
const ACCEPTED = resolve('test/types/accepted.ts');
const REFUSED = resolve('test/types/refused.ts');
const NO_DOM = resolve('test/types/no-dom.fixture.ts');

/** Compiles files, with `edit` between the disk and the compiler. */
function compile(
  files: string[],
  compilerOptions: ts.CompilerOptions,
  edit: (text: string) => string,
): ts.Program {
  const host = ts.createCompilerHost(compilerOptions);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) =>
    files.includes(resolve(name))
      ? ts.createSourceFile(name, edit(ts.sys.readFile(name) ?? ''), version)
      : getSourceFile(name, version);
  return ts.createProgram(files, compilerOptions, host);
}

interface Complaint {
  readonly file: string | undefined;
  readonly line: number;
  readonly text: string;
}

function complaintsOf(program: ts.Program): Complaint[] {
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => ({
    file: file?.fileName,
    line: file?.getLineAndCharacterOfPosition(start).line ?? 0,
    text: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}

describe('the types', () => {
  const files = [ACCEPTED, REFUSED, resolve('test/hosts/express4.d.ts')];
  const complaints = complaintsOf(
    compile(files, options, (text) => text.replaceAll('@ts-expect-error', 'mistake:')),
  );

  it('accept what is right', () => {
    expect(complaints.filter(({ file }) => file !== REFUSED)).toEqual([]);
  });

  it('refuse every mistake that shows in a type, and nothing beside', () => {
    const lines = ts.sys.readFile(REFUSED)?.split('\n') ?? [];
    const marked = lines.flatMap((line, index) => (line.includes('@ts-expect-error') ? [index + 1] : []));
    expect(marked.length).toBeGreaterThan(30);
    expect([...new Set(complaints.map(({ line }) => line))].sort((a, b) => a - b)).toEqual(marked);
  });

  it.each([
    'every origin with credentials: name the origins',
    '"https://a.example/": an origin has no trailing slash and no path',
    '"https://A.example": browsers send origins in lower case',
    '"patch": browsers send it in upper case only',
    '"trace": no browser lets a page send it',
  ])('say why: %s', (message) => {
    const shown = `Mistake<"${message.replaceAll('"', '\\"')}">`;
    expect(complaints.filter(({ text }) => text.includes(shown))).not.toEqual([]);
  });
});

describe('the declarations', () => {
  const out = mkdtempSync(join(tmpdir(), 'crossgate-types-'));
  afterAll(() => rmSync(out, { recursive: true }));

  it('need neither the DOM nor Node', () => {
    const emitting = {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: 'src',
      outDir: out,
    };
    expect(ts.createProgram(['src/index.ts'], { ...options, ...emitting }).emit().emitSkipped).toBe(false);
    const bare = { ...options, lib: ['lib.es2023.d.ts'], types: [], skipLibCheck: false };
    const program = compile([NO_DOM], bare, (text) =>
      text.replace('../../src/index.ts', join(out, 'index.js')),
    );
    expect(complaintsOf(program)).toEqual([]);
    const names = program.getSourceFiles().map(({ fileName }) => fileName);
    expect(names).toContain(join(out, 'index.d.ts'));
    expect(names.filter((name) => /@types|lib\.dom/.test(name) || name.startsWith(resolve('src')))).toEqual(
      [],
    );
  });
});
