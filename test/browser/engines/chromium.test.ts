import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { CHROMIUM_PATH, startChromium } from './chromium.ts';
import { compareWithModel } from './differential.ts';
import type { EngineRun } from './observation.ts';
import { compareMemory } from './preflight-cache.ts';

const { CI, CROSSGATE_CI } = process.env;
/** In CI a missing Chromium is a failure, elsewhere a reason to go without. */
const isWanted = existsSync(CHROMIUM_PATH) || CI !== undefined || CROSSGATE_CI === '1';
if (!isWanted) console.info(`Chromium was NOT run: there is none at ${CHROMIUM_PATH} (set CHROMIUM_PATH).`);

describe.runIf(isWanted)('Chromium', () => {
  let run: EngineRun;
  beforeAll(async () => {
    run = await startChromium();
  });
  afterAll(() => run?.close());

  test('agrees with its profile: outcome, requests, exposed headers, CorsError, parameter, message', async () => {
    await compareWithModel(run, 'chromium', 800);
  }, 120_000);

  test('remembers a preflight, or not, as the model says', async () => {
    await compareMemory(run, 'chromium');
  }, 60_000);
});
