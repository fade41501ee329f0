import {
  APP,
  answered,
  ask,
  type Case,
  DEFAULT_METHODS,
  EVIL,
  type Expected,
  handled,
  preflight,
  row,
} from './case.ts';

const ACAO = 'access-control-allow-origin';
const ACAM = 'access-control-allow-methods';
const ACAH = 'access-control-allow-headers';
const ACAC = 'access-control-allow-credentials';

/** A list of one, so that every reply also shows its `Vary`. Plain options allow no headers, to keep them out of sight. */
const LIST = { origin: [APP], allowedHeaders: [] };
const granted = (headers: Expected['headers'], status?: number) =>
  answered({ [ACAO]: APP, [ACAM]: DEFAULT_METHODS, vary: 'Origin', ...headers }, status);

const classification: readonly Case[] = [
  row('a preflight', LIST, preflight(APP), granted({})),
  row(
    'a preflight of a refused origin is answered, and says nothing',
    LIST,
    preflight(EVIL),
    answered({ vary: 'Origin' }),
  ),
  row('a preflight of null', LIST, preflight('null'), answered({ vary: 'Origin' })),
  row('a preflight with an empty Origin', LIST, preflight(''), answered({ vary: 'Origin' })),
  row('a preflight with an empty method is one', LIST, preflight(APP, ''), granted({})),
  row(
    'OPTIONS without a requested method is an actual request',
    LIST,
    ask(APP, 'OPTIONS'),
    handled({ [ACAO]: APP, vary: 'Origin' }),
  ),
  row(
    'OPTIONS without an Origin belongs to the application',
    LIST,
    ask(undefined, 'OPTIONS'),
    handled({ vary: 'Origin' }),
  ),
  row(
    'OPTIONS with a requested method, but no Origin',
    LIST,
    ask(undefined, 'OPTIONS', { 'access-control-request-method': 'PUT' }),
    handled({ vary: 'Origin' }),
  ),
  row(
    'a requested method makes no preflight of a GET',
    LIST,
    ask(APP, 'GET', { 'access-control-request-method': 'PUT' }),
    handled({ [ACAO]: APP, vary: 'Origin' }),
  ),
  row(
    'a public preflight',
    {},
    preflight(APP, 'PUT', 'content-type'),
    answered({
      [ACAO]: '*',
      [ACAM]: DEFAULT_METHODS,
      [ACAH]: 'content-type',
      vary: 'Access-Control-Request-Headers',
    }),
  ),
  row(
    'credentials are announced',
    { ...LIST, credentials: true },
    preflight(APP),
    granted({ [ACAC]: 'true' }),
  ),
  row(
    'exposed headers have no place in a preflight',
    { ...LIST, exposedHeaders: ['X-Total'] },
    preflight(APP),
    granted({}),
  ),
];

const methods: readonly Case[] = [
  row(
    'the whole list of methods, whatever was asked',
    { ...LIST, methods: ['PUT', 'PATCH'] },
    preflight(APP, 'DELETE'),
    granted({ [ACAM]: 'PUT,PATCH' }),
  ),
  row(
    'methods as text, normalised as browsers do',
    { ...LIST, methods: 'get, put ,QUERY' },
    preflight(APP),
    granted({ [ACAM]: 'GET,PUT,QUERY' }),
  ),
  row('no methods', { ...LIST, methods: [] }, preflight(APP), answered({ [ACAO]: APP, vary: 'Origin' })),
  row(
    "methods '*' without credentials is sent as it is",
    { ...LIST, methods: '*' },
    preflight(APP),
    granted({ [ACAM]: '*' }),
  ),
  row(
    "methods '*' with credentials becomes the method asked for",
    { ...LIST, methods: ['*', 'PUT'], credentials: true },
    preflight(APP, 'PURGE'),
    granted({ [ACAM]: 'PURGE', [ACAC]: 'true', vary: 'Origin, Access-Control-Request-Method' }),
  ),
  ...['PUT, GET', '', 'PUT x', 'TRACE', 'connect', 'X'.repeat(65)].map((method) =>
    row(
      `methods '*' with credentials never sends back ${JSON.stringify(method.slice(0, 10))}`,
      { ...LIST, methods: '*', credentials: true },
      preflight(APP, method),
      answered({ [ACAO]: APP, [ACAC]: 'true', vary: 'Origin, Access-Control-Request-Method' }),
    ),
  ),
];

const rest: readonly Case[] = [
  row('maxAge', { ...LIST, maxAge: 600 }, preflight(APP), granted({ 'access-control-max-age': '600' })),
  row('maxAge 0 is sent', { ...LIST, maxAge: 0 }, preflight(APP), granted({ 'access-control-max-age': '0' })),
  row(
    'maxAge has no place in an actual response',
    { ...LIST, maxAge: 600 },
    ask(APP),
    handled({ [ACAO]: APP, vary: 'Origin' }),
  ),
  row(
    'maxAge is hidden from a refused origin',
    { ...LIST, maxAge: 600 },
    preflight(EVIL),
    answered({ vary: 'Origin' }),
  ),
  row('another status', { ...LIST, optionsSuccessStatus: 200 }, preflight(APP), granted({}, 200)),
  row(
    'another status, to a refused origin',
    { ...LIST, optionsSuccessStatus: 299 },
    preflight(EVIL),
    answered({ vary: 'Origin' }, 299),
  ),
  row(
    'preflightContinue hands on, with the headers',
    { ...LIST, preflightContinue: true, maxAge: 1, optionsSuccessStatus: 200 },
    preflight(APP),
    handled({ [ACAO]: APP, [ACAM]: DEFAULT_METHODS, 'access-control-max-age': '1', vary: 'Origin' }),
  ),
  row(
    'preflightContinue hands on a refused origin',
    { ...LIST, preflightContinue: true },
    preflight(EVIL),
    handled({ vary: 'Origin' }),
  ),
];

export const preflightCases: readonly Case[] = [...classification, ...methods, ...rest];
