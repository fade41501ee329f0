import { describe, expect, it } from 'vitest';
import cors, { type CorsOptions } from '../../src/index.ts';
import { FakeResponse, requestOf } from '../hosts/fakes.ts';

const A = 'https://app.example';
const LIST = { origin: [A, 'https://b.example'], credentials: true };
const FULL_LISTS = { methods: ['PUT'], allowedHeaders: ['X-A'], maxAge: 600 };
const GET = requestOf('GET', { origin: A });
const STRANGER = requestOf('GET', { origin: 'https://stranger.example' });
const PREFLIGHT = requestOf('OPTIONS', { origin: A, 'access-control-request-method': 'PUT' });

/** What is done to the response, without names and values. */
function callsFor(options: CorsOptions, request: typeof GET): string[] {
  const events: unknown[] = [];
  cors(options as CorsOptions & object)(request, new FakeResponse(events), () => events.push(['next']));
  return events.map((event) => String((event as unknown[])[0]));
}

describe('a request costs no write beyond the necessary ones', () => {
  it.each<[string, CorsOptions, typeof GET, string[]]>([
    ['public', {}, GET, ['set', 'next']],
    ['one origin with credentials', { origin: A, credentials: true }, GET, ['set', 'set', 'next']],
    ['one of a list', LIST, GET, ['set', 'set', 'set', 'next']],
    ['none of a list', LIST, STRANGER, ['set', 'next']],
    ['no Origin', LIST, requestOf('GET', {}), ['set', 'next']],
    ['nobody', { origin: false }, GET, ['set', 'next']],
    ['a preflight', FULL_LISTS, PREFLIGHT, ['head', 'end']],
    ['a preflight that reflects', LIST, PREFLIGHT, ['head', 'end']],
    ['a refused preflight', { origin: false }, PREFLIGHT, ['head', 'end']],
    ['a request that is enforced against', { ...LIST, enforce: true }, STRANGER, ['head', 'end']],
  ])('%s', (_, options, request, calls) => {
    expect(callsFor(options, request)).toEqual(calls);
  });
});
