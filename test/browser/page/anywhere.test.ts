import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('the entry is bundled for browsers: nothing of node: is needed to load it', async () => {
  const { outputFiles, errors } = await build({
    entryPoints: ['src/browser/index.ts'],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  expect(errors).toEqual([]);
  const [code = ''] = outputFiles.map(({ text }) => text);
  expect(code.match(/^import .*$/gm)).toBeNull();
  expect(code).not.toMatch(/require\(["']node:/);
  const { openPage } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  const page = openPage('https://app.example', { fetch: () => new Response('hello') });
  await expect(page.fetch('https://api.example/')).rejects.toThrow('has been blocked by CORS policy');
});
