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
  REFLECTS_HEADERS,
  row,
} from './case.ts';

const ACAO = 'access-control-allow-origin';
const ACAM = 'access-control-allow-methods';
const ACAH = 'access-control-allow-headers';
const ACAC = 'access-control-allow-credentials';

const LIST = { origin: [APP], allowedHeaders: [] };
const granted = (headers: Expected['headers']) =>
  answered({ [ACAO]: APP, [ACAM]: DEFAULT_METHODS, vary: 'Origin', ...headers });
const reflected = (names?: string) =>
  granted({ vary: REFLECTS_HEADERS, ...(names === undefined ? {} : { [ACAH]: names }) });

const headers: readonly Case[] = [
  row(
    'the whole list of headers, whatever was asked',
    { ...LIST, allowedHeaders: ['X-A', 'X-B'] },
    preflight(APP, 'PUT', 'x-c'),
    granted({ [ACAH]: 'X-A,X-B' }),
  ),
  row(
    'headers as text',
    { ...LIST, allowedHeaders: 'X-A , X-B' },
    preflight(APP),
    granted({ [ACAH]: 'X-A,X-B' }),
  ),
  row('no headers', LIST, preflight(APP, 'PUT', 'x-a'), granted({})),
  row(
    "headers '*' names Authorization too",
    { ...LIST, allowedHeaders: '*' },
    preflight(APP),
    granted({ [ACAH]: '*,Authorization' }),
  ),
  row(
    "headers '*' names Authorization once",
    { ...LIST, allowedHeaders: ['authorization', '*'] },
    preflight(APP),
    granted({ [ACAH]: 'authorization,*' }),
  ),
  row(
    "headers '*' with credentials becomes the names asked for",
    { ...LIST, allowedHeaders: '*', credentials: true },
    preflight(APP, 'PUT', 'authorization,x-a'),
    granted({ [ACAH]: 'authorization,x-a', [ACAC]: 'true', vary: REFLECTS_HEADERS }),
  ),
];

const REFLECTING = { origin: [APP] };
/** Within every bound: 128 names. */
const LONGEST = Array(128).fill('a'.repeat(63)).join().padEnd(8192, 'a');

const reflection: readonly Case[] = [
  row(
    'headers asked for are sent back',
    REFLECTING,
    preflight(APP, 'PUT', 'content-type,x-a'),
    reflected('content-type,x-a'),
  ),
  row(
    'as a browser would have written them',
    REFLECTING,
    preflight(APP, 'PUT', 'x-a, \tX-B,, x-c ,'),
    reflected('x-a,X-B,x-c'),
  ),
  row('none asked for', REFLECTING, preflight(APP), reflected()),
  row('an empty list', REFLECTING, preflight(APP, 'PUT', ''), reflected()),
  row('nothing but commas', REFLECTING, preflight(APP, 'PUT', ',,, ,'), reflected()),
  row('never what is no name', REFLECTING, preflight(APP, 'PUT', 'x-a,x b'), reflected()),
  row('never what a header could not carry', REFLECTING, preflight(APP, 'PUT', 'x-a:1'), reflected()),
  row(
    '128 names',
    REFLECTING,
    preflight(APP, 'PUT', Array(128).fill('a').join(',')),
    reflected(Array(128).fill('a').join(',')),
  ),
  row(
    '129 names are too many',
    REFLECTING,
    preflight(APP, 'PUT', Array(129).fill('a').join(',')),
    reflected(),
  ),
  row('16 empty elements', REFLECTING, preflight(APP, 'PUT', `a${','.repeat(16)}`), reflected('a')),
  row('17 empty elements are too many', REFLECTING, preflight(APP, 'PUT', `a${','.repeat(17)}`), reflected()),
  row('8192 characters', REFLECTING, preflight(APP, 'PUT', LONGEST), reflected(LONGEST)),
  row('8193 characters are too many', REFLECTING, preflight(APP, 'PUT', `${LONGEST}a`), reflected()),
  row(
    'a name of 256 characters',
    REFLECTING,
    preflight(APP, 'PUT', `x-a,${'b'.repeat(256)}`),
    reflected(`x-a,${'b'.repeat(256)}`),
  ),
  row(
    'a name of 257 characters is too long',
    REFLECTING,
    preflight(APP, 'PUT', `x-a,${'b'.repeat(257)}`),
    reflected(),
  ),
  row(
    'nothing to a refused origin',
    REFLECTING,
    preflight(EVIL, 'PUT', 'x-a'),
    answered({ vary: REFLECTS_HEADERS }),
  ),
  row(
    'nothing in an actual request',
    REFLECTING,
    ask(APP, 'GET', { 'access-control-request-headers': 'x-a' }),
    handled({ [ACAO]: APP, vary: 'Origin' }),
  ),
];

export const requestedHeaderCases: readonly Case[] = [...headers, ...reflection];
