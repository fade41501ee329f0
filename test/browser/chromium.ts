import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Chromium as Debian and Ubuntu install it, and Chrome. `CHROMIUM_PATH` names another one. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Pages of public origins call servers on this machine, for which a user would be asked; and pages of plain http
  // have to stay what they are.
  '--disable-features=LocalNetworkAccessChecks,HttpsUpgrades',
];

const { CHROMIUM_PATH, CROSSGATE_REQUIRE_BROWSER } = process.env;
const places = CHROMIUM_PATH === undefined ? PLACES : [CHROMIUM_PATH];
const path = places.find((place) => existsSync(place));
const REASON = `there is no Chromium at ${places.join(', ')}; CHROMIUM_PATH says where else it is`;

/**
 * Describes tests that need Chromium; `browser()` is for use within tests. Without one they are skipped, loudly; with
 * `CROSSGATE_REQUIRE_BROWSER=1` (in CI) they fail instead.
 */
export function describeInChromium(name: string, tests: (browser: () => Browser) => void): void {
  if (path === undefined && CROSSGATE_REQUIRE_BROWSER === '1') {
    it(`${name}, in Chromium`, () => expect.fail(REASON));
    return;
  }
  const title = path === undefined ? `${name}: SKIPPED, ${REASON}` : `${name}, in Chromium`;
  if (path === undefined) console.warn(title);
  describe.runIf(path !== undefined)(title, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      if (path !== undefined) browser = await chromium.launch({ executablePath: path, args: FLAGS });
    });
    afterAll(() => browser?.close());
    tests(() => browser ?? expect.fail('Chromium has not been started'));
  });
}
