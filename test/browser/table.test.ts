import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type BrowserRequest, judge, plan } from '../../src/browser/index.ts';
import type { Case } from '../cases/case.ts';
import { caseTables } from '../cases.ts';
import { type RunningApi, startApi } from './api.ts';
import { describeInChromium } from './chromium.ts';
import { call, openWanderingPage, type WanderingPage } from './page.ts';

/**
 * The table says what the server answers, `judge` what a browser concludes from such an answer, and Chromium has the
 * last word on both. Only rows whose request a page can send take part: no odd bytes in `Origin`, no malformed lists.
 */
describeInChromium('every row of the table that a page can ask for', (browser) => {
  let wanderer: WanderingPage;
  let api: RunningApi | undefined;

  beforeAll(async () => {
    wanderer = await openWanderingPage(browser());
  });
  afterAll(() => wanderer.close());
  afterEach(() => api?.close());

  const rows = Object.values(caseTables).flat().flatMap(asPageRequest);
  // The page has to wander less.
  rows.sort((one, other) => one.request.origin.localeCompare(other.request.origin));

  it('there are many', () => expect(rows.length).toBeGreaterThan(100));

  it.each(rows)('$row.name', async ({ row, request }) => {
    api = await startApi(row.layers, row.application.behaviour);
    await wanderer.visit(request.origin);
    const answer = { status: row.expected.status, headers: row.expected.headers };
    const isPreflight = row.request.method === 'OPTIONS';
    for (const credentials of ['omit', 'include'] as const) {
      // A URL of its own, for which no preflight is remembered.
      const url = `${api.url}/${credentials}`;
      const asked = { ...request, credentials };
      const before = api.seen.length;
      const outcome = await call(wanderer.page, url, asked);
      const exchange = isPreflight ? { preflight: answer } : { response: answer };
      const verdict = judge({ ...asked, url }, exchange, { engine: 'chromium' });
      const sent = api.seen.slice(before);
      expect(sent.map(({ origin }) => origin)).toEqual(sent.map(() => request.origin));
      if (isPreflight) {
        const methods = verdict.step === 'preflight' ? ['OPTIONS'] : ['OPTIONS', request.method];
        expect(sent.map(({ method }) => method)).toEqual(methods);
      } else {
        expect(outcome === 'blocked' ? 'blocked' : 'readable').toBe(verdict.outcome);
      }
    }
  });
});

interface PageRequest {
  readonly row: Case;
  readonly request: {
    readonly origin: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** What a page has to ask for so that its browser sends the request of a row; nothing where none can. */
function asPageRequest(row: Case): PageRequest[] {
  const {
    origin = '',
    'access-control-request-method': requestMethod,
    'access-control-request-headers': names = '',
  } = Object.fromEntries(row.request.headers);
  const isPreflight = row.request.method === 'OPTIONS' && requestMethod !== undefined;
  const request = {
    origin,
    method: isPreflight ? requestMethod : row.request.method,
    headers: Object.fromEntries(names === '' ? [] : names.split(',').map((name) => [name, '1'])),
  };
  return isPageOrigin(origin) && hasSameWire(row, request) ? [{ row, request }] : [];
}

/** Measured in Chromium 156: a `*` in a host, which the URL standard leaves alone, becomes `%2A`. */
function isPageOrigin(origin: string): boolean {
  if (origin.includes('*')) return false;
  return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

function hasSameWire(row: Case, request: Omit<BrowserRequest, 'url'>): boolean {
  try {
    const { preflight, actual } = plan({ ...request, url: 'http://127.0.0.1/' }, { engine: 'chromium' });
    const wire = preflight ?? actual;
    const expected = Object.fromEntries(row.request.headers);
    return (
      wire?.method === row.request.method &&
      JSON.stringify(sorted(wire.headers)) === JSON.stringify(sorted(expected))
    );
  } catch {
    return false;
  }
}

function sorted(headers: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1));
}
