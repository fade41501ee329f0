import type { CorsSource } from '../../src/cors.ts';
import {
  APP,
  type Application,
  answered,
  ask,
  type Case,
  type CaseRequest,
  DEFAULT_METHODS,
  EVIL,
  type Expected,
  handled,
  preflight,
  REFLECTS_HEADERS,
  row,
} from './case.ts';

const ACAO = 'access-control-allow-origin';
const ACAM = 'access-control-allow-methods';
const LIST = { origin: [APP], allowedHeaders: [] };
const allowed = (vary: string, status?: number) => handled({ [ACAO]: APP, vary }, status);

const merging: readonly Case[] = [
  ['another name', ['Accept-Encoding'], 'Accept-Encoding, Origin'],
  ['a list', ['Accept, Accept-Language'], 'Accept, Accept-Language, Origin'],
  ['several lines', ['Accept', 'Cookie'], 'Accept, Cookie, Origin'],
  ['what is there already', ['Origin'], 'Origin'],
  ['what is there in another case', ['accept, ORIGIN'], 'accept, ORIGIN'],
  ['a star, which absorbs all', ['*'], '*'],
  ['a longer name that contains it', ['X-Origin'], 'X-Origin, Origin'],
].map(([what, vary, merged]) =>
  row(`Vary meets ${what}`, LIST, ask(APP), allowed(merged as string), { vary: vary as string[] }),
);

const option: readonly Case[] = [
  row(
    'the vary option',
    { ...LIST, vary: ['X-Tenant', 'Cookie'] },
    ask(APP),
    allowed('Origin, X-Tenant, Cookie'),
  ),
  row(
    'the vary option as text, to a refused origin',
    { ...LIST, vary: 'X-Tenant, Cookie' },
    ask(EVIL),
    handled({ vary: 'Origin, X-Tenant, Cookie' }),
  ),
  row('the vary option repeats nothing', { ...LIST, vary: ['origin'] }, ask(APP), allowed('Origin')),
  row(
    'the vary option of a public policy',
    { vary: 'X-Tenant' },
    ask(APP),
    handled({ [ACAO]: '*', vary: 'X-Tenant' }),
  ),
  row(
    'the vary option in a preflight',
    { origin: [APP], vary: 'X-Tenant' },
    preflight(APP),
    answered({
      [ACAO]: APP,
      [ACAM]: DEFAULT_METHODS,
      vary: 'Origin, X-Tenant, Access-Control-Request-Headers',
    }),
  ),
  row(
    'a preflight that depends on everything',
    { origin: [APP], methods: '*', credentials: true },
    preflight(APP, 'PUT', 'x-a'),
    answered({
      [ACAO]: APP,
      'access-control-allow-credentials': 'true',
      [ACAM]: 'PUT',
      'access-control-allow-headers': 'x-a',
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    }),
  ),
  row(
    'a preflight merges what is there',
    { origin: [APP] },
    preflight(APP),
    answered({
      [ACAO]: APP,
      [ACAM]: DEFAULT_METHODS,
      vary: 'Accept, Origin, Access-Control-Request-Headers',
    }),
    { vary: ['Accept'] },
  ),
  row('a public policy leaves alone what is there', {}, ask(APP), handled({ [ACAO]: '*', vary: 'Accept' }), {
    vary: ['Accept'],
  }),
];

const statuses: readonly Case[] = [
  row('on a 404', LIST, ask(APP), allowed('Origin', 404), { behaviour: 'not-found' }),
  row('on a 404, refused', LIST, ask(EVIL), handled({ vary: 'Origin' }, 404), { behaviour: 'not-found' }),
  row('on a 304', LIST, ask(APP), allowed('Origin', 304), { behaviour: 'not-modified' }),
  row('on a 304, refused', LIST, ask(EVIL), handled({ vary: 'Origin' }, 304), { behaviour: 'not-modified' }),
  row('on a handler that throws', LIST, ask(APP), allowed('Origin', 500), { behaviour: 'throws' }),
  row('on a handler that throws, refused', LIST, ask(EVIL), handled({ vary: 'Origin' }, 500), {
    behaviour: 'throws',
  }),
  row('on a handler that throws, without an Origin', LIST, ask(undefined), handled({ vary: 'Origin' }, 500), {
    behaviour: 'throws',
  }),
  row(
    'on a handler that throws behind an async function',
    { origin: async () => true },
    ask(APP),
    allowed('Origin', 500),
    { behaviour: 'throws' },
  ),
  row('on a handler that rejects', LIST, ask(APP), allowed('Origin', 500), { behaviour: 'rejects' }),
];

function nested(
  name: string,
  layers: readonly [outer: CorsSource<unknown>, inner: CorsSource<unknown>],
  request: CaseRequest,
  expected: Expected,
  application: Partial<Application> = {},
): Case {
  return { name, layers, request, expected, application: { vary: [], behaviour: 'ok', ...application } };
}

const RICH = { origin: [APP, EVIL], credentials: true, exposedHeaders: 'X-Total' } as const;

const nesting: readonly Case[] = [
  nested('twice the same policy', [LIST, LIST], ask(APP), allowed('Origin')),
  nested('twice the public policy', [{}, {}], ask(APP), handled({ [ACAO]: '*' })),
  nested('a stricter inner policy replaces', [{}, LIST], ask(APP), allowed('Origin')),
  nested('a stricter inner policy removes', [{}, LIST], ask(EVIL), handled({ vary: 'Origin' })),
  nested(
    'an inner policy removes every header of the outer',
    [RICH, LIST],
    ask(EVIL),
    handled({ vary: 'Origin' }),
  ),
  nested('an inner policy removes what it does not send itself', [RICH, LIST], ask(APP), allowed('Origin')),
  nested(
    'a wider inner policy replaces',
    [LIST, { origin: '*' }],
    ask(EVIL),
    handled({ [ACAO]: '*', vary: 'Origin' }),
  ),
  nested(
    'a constant inner policy replaces',
    [RICH, { origin: APP }],
    ask(EVIL),
    handled({ [ACAO]: APP, vary: 'Origin' }),
  ),
  nested(
    'a failing inner policy removes',
    [
      {},
      {
        origin: () => {
          throw new Error('database');
        },
      },
    ],
    ask(APP),
    {
      by: 'error handling',
      status: 500,
      headers: { vary: 'Origin' },
    },
  ),
  nested(
    'an inner policy that forbids removes',
    [{}, { ...LIST, enforce: true }],
    ask(EVIL),
    answered({ vary: 'Origin' }, 403),
  ),
  nested(
    'the inner policy answers what the outer hands on',
    [
      { ...RICH, preflightContinue: true, maxAge: 5 },
      { ...LIST, methods: 'PUT' },
    ],
    preflight(APP),
    answered({ [ACAO]: APP, [ACAM]: 'PUT', vary: REFLECTS_HEADERS }),
  ),
  nested(
    'the inner policy refuses what the outer hands on',
    [{ preflightContinue: true, maxAge: 5 }, LIST],
    preflight(EVIL),
    answered({ vary: 'Access-Control-Request-Headers, Origin' }),
  ),
  nested(
    'the outer policy answers before the inner is asked',
    [LIST, {}],
    preflight(EVIL),
    answered({ vary: 'Origin' }),
  ),
];

export const varyCases: readonly Case[] = [...merging, ...option, ...statuses, ...nesting];
