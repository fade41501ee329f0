import fc from 'fast-check';
import {
  EXPOSE_LISTS,
  headerLists,
  methodLists,
  ODD_ENDINGS,
  originValues,
  RESPONSE_HEADERS,
} from './answers.ts';
import type { HeaderLines, Scenario, ScriptedHop, ScriptedReply, Sites } from './scenario.ts';
import { METHODS, REQUEST_HEADERS } from './vocabulary.ts';

/** Random scenarios, the same for the same seed. Most grant something, or only the first fault would ever be seen. */
export function generateScenarios(sites: Sites, seed: number, count: number, firstId = 1): Scenario[] {
  return fc
    .sample(scenario(sites), { seed, numRuns: count })
    .map((one, index) => ({ ...one, id: firstId + index }));
}

type Draft = Omit<Scenario, 'hops'>;

function scenario(sites: Sites): fc.Arbitrary<Scenario> {
  return request().chain((draft) => {
    const origin = draft.page === 'opaque' ? 'null' : sites.app;
    return hops(draft, origin).map((list) => ({ ...draft, hops: list }));
  });
}

function request(): fc.Arbitrary<Draft> {
  return fc
    .record({
      id: fc.constant(0),
      page: often<'app' | 'opaque'>('app', 'opaque'),
      method: fc.oneof({ weight: 3, arbitrary: fc.constant('GET') }, { weight: 7, arbitrary: pick(METHODS) }),
      headers: fc.oneof(
        { weight: 3, arbitrary: fc.constant<HeaderLines>([]) },
        { weight: 7, arbitrary: fc.array(pick(REQUEST_HEADERS), { minLength: 1, maxLength: 4 }) },
        { weight: 1, arbitrary: fc.constant<HeaderLines>(Array(9).fill(['accept', 'a'.repeat(128)])) },
      ),
      credentials: fc.constantFrom<Scenario['credentials']>('omit', 'same-origin', 'include'),
      mode: fc.oneof(
        { weight: 11, arbitrary: fc.constant<Scenario['mode']>('cors') },
        { weight: 1, arbitrary: fc.constantFrom<Scenario['mode']>('no-cors', 'same-origin') },
      ),
      initiator: often<'fetch' | 'xhr'>('fetch', 'xhr'),
    })
    .map((draft): Draft => {
      // XMLHttpRequest knows one mode, and credentials only on or off.
      if (draft.initiator === 'fetch') return draft;
      return {
        ...draft,
        mode: 'cors',
        credentials: draft.credentials === 'include' ? 'include' : 'same-origin',
      };
    });
}

function hops(draft: Draft, origin: string): fc.Arbitrary<ScriptedHop[]> {
  const site = fc.oneof(
    { weight: 6, arbitrary: fc.constant<keyof Sites>('api') },
    { weight: 1, arbitrary: fc.constantFrom<keyof Sites>('app', 'other') },
  );
  const last = fc.record({ site, preflight: preflight(draft, origin), reply: reply(origin) });
  const redirecting = fc.record({
    site,
    preflight: preflight(draft, origin),
    reply: fc.record({ status: fc.constantFrom(301, 302, 303, 307, 308), headers: sharing(origin) }),
    password: often(false, true),
  });
  return fc
    .tuple(
      fc.oneof(
        { weight: 5, arbitrary: fc.constant<ScriptedHop[]>([]) },
        { weight: 1, arbitrary: fc.array(redirecting, { minLength: 1, maxLength: 3 }) },
      ),
      last,
    )
    .map(([redirects, end]) => [...redirects, end]);
}

function preflight(draft: Draft, origin: string): fc.Arbitrary<ScriptedReply> {
  const names = [...new Set(draft.headers.map(([name]) => name))];
  return fc
    .tuple(
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(200, 204) },
        {
          weight: 2,
          arbitrary: fc.constantFrom(
            201,
            299,
            300,
            301,
            302,
            304,
            307,
            308,
            400,
            401,
            403,
            404,
            405,
            407,
            500,
          ),
        },
      ),
      sharing(origin),
      lines('access-control-allow-methods', [draft.method, draft.method, ...methodLists(draft.method)]),
      lines('access-control-allow-headers', [
        names.join(','),
        names.join(','),
        '*',
        '*',
        ...headerLists(names),
      ]),
      lines('access-control-max-age', ['5', '600', '86400', '-1', '1.5', 'x', '']),
      fc.constantFrom<HeaderLines>([], [], [['location', '/elsewhere']]),
    )
    .map(([status, ...parts]) => ({ status, headers: parts.flat() }));
}

function reply(origin: string): fc.Arbitrary<ScriptedReply> {
  const plain = fc
    .tuple(
      fc.oneof(
        { weight: 8, arbitrary: fc.constant(200) },
        {
          weight: 4,
          arbitrary: fc.constantFrom(201, 204, 300, 304, 400, 401, 403, 404, 407, 418, 500, 503, 301, 302),
        },
      ),
      sharing(origin),
      lines('access-control-expose-headers', EXPOSE_LISTS),
      fc.subarray(RESPONSE_HEADERS),
    )
    .map(([status, ...parts]) => ({ status, headers: parts.flat() }));
  const odd = fc
    .tuple(fc.constantFrom(200, 301, 302, 303, 307, 308), sharing(origin), pick(ODD_ENDINGS))
    .map(([status, ...parts]) => ({ status, headers: parts.flat() }));
  return fc.oneof({ weight: 12, arbitrary: plain }, { weight: 1, arbitrary: odd });
}

/** Allow-origin and allow-credentials: right more often than not. */
function sharing(origin: string): fc.Arbitrary<HeaderLines> {
  const right = fc.constantFrom<HeaderLines>(
    [
      ['access-control-allow-origin', origin],
      ['access-control-allow-credentials', 'true'],
    ],
    [
      ['Access-Control-Allow-Origin', origin],
      ['Access-Control-Allow-Credentials', 'true'],
    ],
    [['access-control-allow-origin', origin]],
    [['access-control-allow-origin', '*']],
  );
  const odd = fc
    .tuple(
      lines('access-control-allow-origin', originValues(origin)),
      lines('access-control-allow-credentials', [
        'true',
        'true',
        'True',
        'TRUE',
        'false',
        '',
        'true, true',
        '1',
      ]),
    )
    .map((parts) => parts.flat());
  return fc.oneof({ weight: 3, arbitrary: right }, { weight: 1, arbitrary: odd });
}

/** No line, one line, now and then two. */
function lines(name: string, values: readonly string[]): fc.Arbitrary<HeaderLines> {
  const value = pick(values);
  return fc
    .oneof(
      { weight: 1, arbitrary: fc.constant<string[]>([]) },
      { weight: 6, arbitrary: value.map((one) => [one]) },
      { weight: 1, arbitrary: fc.tuple(value, value) },
    )
    .map((list) => list.map((one): [string, string] => [name, one]));
}

function pick<T>(values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

function often<T>(usual: T, seldom: T): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constant(seldom) },
  );
}
