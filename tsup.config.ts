import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build, defineConfig, type Options } from 'tsup';
import ts from 'typescript';

/** Every public entry, `crossgate/<name>` (`index` is `crossgate` itself): the one list that the build knows. */
const entry: Record<string, string> = {
  index: 'src/index.ts',
  koa: 'src/adapters/koa.ts',
  fastify: 'src/adapters/fastify.ts',
  fetch: 'src/adapters/fetch.ts',
  hono: 'src/adapters/hono.ts',
  compat: 'src/compat/index.ts',
  store: 'src/store/index.ts',
  redis: 'src/redis/index.ts',
  live: 'src/live/index.ts',
  browser: 'src/browser/index.ts',
};

/** What is only ever run (`bin` in package.json): no declarations, no CommonJS. */
const command: Record<string, string> = { cli: 'src/cli/main.ts' };

/**
 * `splitting`: entries share one copy of the error class and of the policy, so that `instanceof` and a policy made by
 * one entry hold in another. Not minified, so no source maps: stack traces point at readable code.
 */
const shared: Options = { entry, target: 'node20', splitting: true, config: false };

export default defineConfig(async () => {
  await rm('dist', { recursive: true, force: true });
  await build({ ...shared, format: ['esm', 'cjs'], dts: { only: true } });
  return { ...shared, entry: { ...entry, ...command }, format: 'esm', onSuccess: writeCommonJs };
});

/**
 * The CommonJS build is the ESM build, chunk by chunk, with its imports and exports rewritten and nothing else. tsup's
 * own way to split CommonJS also rewrites `?.` and `??` into calls of helper functions, on the path of every request.
 */
async function writeCommonJs(): Promise<void> {
  const files = (await readdir('dist')).filter((file) => file.endsWith('.js'));
  const names = files.map((file) => file.slice(0, -'.js'.length)).filter((name) => !(name in command));
  await Promise.all(names.map(writeCommonJsModule));
}

async function writeCommonJsModule(name: string): Promise<void> {
  const source = await readFile(`dist/${name}.js`, 'utf8');
  const { outputText } = ts.transpileModule(
    source
      .replace(/^((?:.* from|import) "\.\/.*)\.js";$/gm, '$1.cjs";')
      // A file of this build, not of the other; and no import() at all, which a host such as Jest may not offer.
      .replace(/\bimport\("(\.\/.*?)\.js"\)/g, 'Promise.resolve().then(() => require("$1.cjs"))'),
    {
      fileName: `${name}.cts`,
      compilerOptions: {
        module: ts.ModuleKind.Node16,
        target: ts.ScriptTarget.ESNext,
        esModuleInterop: true,
      },
    },
  );
  if (!(name in entry && / as default\b/.test(source))) return writeFile(`dist/${name}.cjs`, outputText);
  await writeFile(
    `dist/${name}.cjs`,
    `${outputText}module.exports = Object.assign(exports.default, exports);\n`,
  );
  await declareModuleExports(`dist/${name}.d.cts`);
}

/** What `module.exports =` does above, for TypeScript: `export =` the function, merged with a namespace of all exports. */
async function declareModuleExports(file: string): Promise<void> {
  const exported: string[] = [];
  const body = (await readFile(file, 'utf8')).replace(
    /^export \{ (.*) \}( from .*)?;$/gm,
    (_, names: string, from?: string) => {
      exported.push(...names.split(', ').map((name) => (from ? name.replace(/.* as /, '') : name)));
      return from ? `import { ${names} }${from};` : '';
    },
  );
  const main = exported.find((name) => name.endsWith(' as default'))?.replace(' as default', '');
  if (!body.includes(`declare function ${main}`)) {
    throw new Error(
      `${file}: the default export is not declared here. Only a function declared in the same file merges with a` +
        ' namespace: let it be a function, and let no other entry import from its module.',
    );
  }
  const namespace = `declare namespace ${main} {\n  export { ${exported.join(', ')} };\n}`;
  await writeFile(file, `${body.trimEnd()}\n\n${namespace}\nexport = ${main};\n`);
}
