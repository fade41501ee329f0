import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `.ci/run` asks for more of the one test run: coverage with its thresholds, and a count that a program can read. */
const { CROSSGATE_CI } = process.env;
const isCi = CROSSGATE_CI === '1';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    // As in production: nothing watches the middleware, here and in the processes that tests start. Tests of what is
    // said outside of it ask for it.
    env: { CROSSGATE_QUIET: '1' },
    exclude: ['**/node_modules/**', 'test/package/fixtures/**'],
    // Much of the time goes by waiting for browsers, servers and clients, so two share what leaves one core idle.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: isCi ? ['default', ['json', { outputFile: 'coverage/tests.json' }]] : ['default'],
    coverage: {
      enabled: isCi,
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'html'],
      // What decides about an origin is tested branch by branch. Checked only where coverage is asked for.
      thresholds: { 'src/{spec,policy,exchange}/**/*.ts': { 100: true } },
    },
  },
});
