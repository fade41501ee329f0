import { afterAll, beforeAll, describe, test } from 'vitest';
import { compareWithModel } from './differential.ts';
import type { EngineRun } from './observation.ts';
import { MINI_BROWSER_PATH, startWebKit } from './webkit.ts';

if (MINI_BROWSER_PATH === undefined) {
  console.info('WebKitGTK was NOT run: its MiniBrowser is not installed (Debian: webkit2gtk-driver, xvfb).');
}

describe.runIf(MINI_BROWSER_PATH !== undefined)('WebKitGTK', () => {
  let run: EngineRun;
  beforeAll(async () => {
    run = await startWebKit(MINI_BROWSER_PATH ?? '');
  });
  afterAll(() => run?.close());

  test('agrees with its profile: outcome, requests, exposed headers, message', async () => {
    await compareWithModel(run, 'webkit', 250);
  }, 120_000);
});
