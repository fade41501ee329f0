import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { compareWithModel } from './differential.ts';
import { FIREFOX_PATH, startFirefox } from './firefox.ts';
import type { EngineRun } from './observation.ts';
import { compareMemory } from './preflight-cache.ts';

const isInstalled = existsSync(FIREFOX_PATH);
if (!isInstalled) console.info(`Firefox was NOT run: there is none at ${FIREFOX_PATH} (set FIREFOX_PATH).`);

describe.runIf(isInstalled)('Firefox', () => {
  let run: EngineRun;
  beforeAll(async () => {
    run = await startFirefox();
  });
  afterAll(() => run?.close());

  test('agrees with its profile: outcome, requests, exposed headers, message', async () => {
    await compareWithModel(run, 'firefox', 400);
  }, 120_000);

  test('remembers a preflight, or not, as the model says', async () => {
    await compareMemory(run, 'firefox');
  }, 60_000);
});
