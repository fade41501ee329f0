import { afterAll, expect, vi } from 'vitest';
import { caseTables } from '../cases.ts';
import { describeCases } from '../hosts/harness.ts';
import { express5Host, http2Host, httpHost } from '../hosts/node-hosts.ts';

// Who watches must not change what is watched: the one table once more, watched; and of no row of it is said that
// something came between.
vi.stubEnv('CROSSGATE_QUIET', '');
vi.stubEnv('NODE_ENV', 'development');
const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);

for (const host of [express5Host, httpHost, http2Host]) {
  for (const [title, cases] of Object.entries(caseTables)) describeCases(host, `${title}, watched,`, cases);
}

afterAll(() => {
  const said = warn.mock.calls.flat().map(String);
  vi.unstubAllEnvs();
  warn.mockRestore();
  expect(said.filter((line) => line.includes('[origin-refused]')).length).toBeGreaterThan(20);
  expect(
    said.filter((line) =>
      /\[(?:header-overwritten|header-doubled|vary-lost|preflight-answered|answered-early)\]/.test(line),
    ),
  ).toEqual([]);
});
