import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSync } from 'recheck';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** The source of every RegExp literal in src, with its flags, as the compiler sees it. */
function literalsOf(file: string): [source: string, flags: string][] {
  const found: [string, string][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push([node.text.slice(1, end), node.text.slice(end + 1)]);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const literals = files.flatMap((name) =>
  literalsOf(join('src', name)).map(([source, flags]) => [name, source, flags] as const),
);

it('finds the RegExps of src', () => {
  expect(literals.length).toBeGreaterThan(20);
});

it('knows a dangerous one', () => {
  expect(checkSync('\\s*,\\s*$', '').status).toBe('vulnerable');
});

it.each(literals)('%s: /%s/%s takes linear time', (_, source, flags) => {
  expect(checkSync(source, flags)).toMatchObject({
    status: 'safe',
    complexity: { type: expect.stringMatching(/^(?:safe|linear)$/) },
  });
});
