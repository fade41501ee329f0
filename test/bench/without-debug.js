import { build } from 'esbuild';

/** As if it had never been written: every judge goes unwatched. */
const NO_WATCH = 'export const unwatched = (_, judge) => judge; export const createWatch = () => unwatched;';

/** Builds crossgate without the code behind the option `debug`, to be measured beside the one that is shipped. */
export async function withoutDebug() {
  const outfile = 'coverage/without-debug.js';
  await build({
    entryPoints: ['src/index.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    plugins: [
      {
        name: 'no-debug',
        setup({ onLoad }) {
          onLoad({ filter: /src[\\/]watch\.ts$/ }, () => ({ contents: NO_WATCH, loader: 'ts' }));
        },
      },
    ],
  });
  return outfile;
}
