import { APP, answered, ask, type Case, DEFAULT_METHODS, EVIL, handled, preflight, row } from './case.ts';

const ACAO = 'access-control-allow-origin';
const ENFORCED = { origin: [APP], enforce: true, allowedHeaders: [] };
const FORBIDDEN = answered({ vary: 'Origin' }, 403);
const THROUGH = handled({ vary: 'Origin' });
const ALLOWED = handled({ [ACAO]: APP, vary: 'Origin' });

const from = (origin: string, host: string) => ask(origin, 'POST', { host });
const fetched = (origin: string, site: string) => ask(origin, 'POST', { 'sec-fetch-site': site });

const decisions: readonly Case[] = [
  row('enforce: an allowed origin', ENFORCED, ask(APP), ALLOWED),
  row('enforce: a refused origin', ENFORCED, ask(EVIL, 'POST'), FORBIDDEN),
  row('enforce: a refused GET', ENFORCED, ask(EVIL), FORBIDDEN),
  row(
    'enforce: an allowed preflight',
    ENFORCED,
    preflight(APP),
    answered({ [ACAO]: APP, 'access-control-allow-methods': DEFAULT_METHODS, vary: 'Origin' }),
  ),
  row('enforce: a refused preflight', ENFORCED, preflight(EVIL), FORBIDDEN),
  row(
    'enforce: a refused preflight is not handed on',
    { ...ENFORCED, preflightContinue: true },
    preflight(EVIL),
    FORBIDDEN,
  ),
  row(
    'enforce: a refused preflight reflects nothing',
    { origin: [APP], enforce: true },
    preflight(EVIL, 'PUT', 'x-a'),
    answered({ vary: 'Origin, Access-Control-Request-Headers' }, 403),
  ),
  row('enforce: a plain OPTIONS', ENFORCED, ask(EVIL, 'OPTIONS'), FORBIDDEN),
  row('enforce: without an Origin', ENFORCED, ask(undefined, 'POST'), THROUGH),
  row('enforce: an OPTIONS without an Origin', ENFORCED, ask(undefined, 'OPTIONS'), THROUGH),
  row('enforce: null', ENFORCED, ask('null', 'POST'), FORBIDDEN),
  row('enforce: an empty Origin', ENFORCED, ask('', 'POST'), FORBIDDEN),
  row('enforce: a malformed origin', ENFORCED, ask('https://app.example/', 'POST'), FORBIDDEN),
  row('enforce: nobody is allowed', { origin: false, enforce: true }, ask(APP, 'POST'), FORBIDDEN),
  row(
    'enforce: everybody is allowed',
    { origin: '*', enforce: true },
    ask(EVIL, 'POST'),
    handled({ [ACAO]: '*' }),
  ),
  row('enforce makes one exact origin dynamic: itself', { origin: APP, enforce: true }, ask(APP), ALLOWED),
  row(
    'enforce makes one exact origin dynamic: a stranger',
    { origin: APP, enforce: true },
    ask(EVIL),
    FORBIDDEN,
  ),
  row(
    'enforce makes one exact origin dynamic: without an Origin',
    { origin: APP, enforce: true },
    ask(undefined),
    THROUGH,
  ),
  row('enforce and an async function', { origin: async () => false, enforce: true }, ask(EVIL), FORBIDDEN),
];

const sites: readonly Case[] = [
  row(
    'enforce: Sec-Fetch-Site same-origin',
    ENFORCED,
    fetched('https://self.example', 'same-origin'),
    THROUGH,
  ),
  row(
    'enforce: Sec-Fetch-Site same-origin, and the Origin withheld',
    ENFORCED,
    fetched('null', 'same-origin'),
    THROUGH,
  ),
  row('enforce: Sec-Fetch-Site none', ENFORCED, fetched('null', 'none'), THROUGH),
  row(
    'enforce: Sec-Fetch-Site same-site',
    ENFORCED,
    fetched('https://other.self.example', 'same-site'),
    FORBIDDEN,
  ),
  row('enforce: Sec-Fetch-Site cross-site', ENFORCED, fetched(EVIL, 'cross-site'), FORBIDDEN),
  row('enforce: Sec-Fetch-Site of another spelling', ENFORCED, fetched(EVIL, 'Same-Origin'), FORBIDDEN),
  row('enforce: Sec-Fetch-Site twice', ENFORCED, fetched(EVIL, 'cross-site, same-origin'), FORBIDDEN),
  row(
    'enforce: Sec-Fetch-Site same-origin, in a preflight',
    { ...ENFORCED, allowedHeaders: [] },
    preflight('https://self.example', 'PUT', undefined, { 'sec-fetch-site': 'same-origin' }),
    answered({ vary: 'Origin' }),
  ),
  row(
    'enforce: Sec-Fetch-Site outweighs the host',
    ENFORCED,
    ask('https://self.example', 'POST', { host: 'self.example', 'sec-fetch-site': 'cross-site' }),
    FORBIDDEN,
  ),
];

const hosts: readonly Case[] = [
  row('enforce: the host that was asked', ENFORCED, from('https://self.example', 'self.example'), THROUGH),
  row('enforce: the scheme is not compared', ENFORCED, from('http://self.example', 'self.example'), THROUGH),
  row('enforce: the host in upper case', ENFORCED, from('https://self.example', 'SELF.example'), THROUGH),
  row('enforce: host and port', ENFORCED, from('http://self.example:8080', 'self.example:8080'), THROUGH),
  row('enforce: another port', ENFORCED, from('http://self.example:8080', 'self.example:8081'), FORBIDDEN),
  row(
    'enforce: a port that is missing',
    ENFORCED,
    from('http://self.example:8080', 'self.example'),
    FORBIDDEN,
  ),
  row(
    'enforce: the default port of https, spelt out',
    ENFORCED,
    from('https://self.example', 'self.example:443'),
    THROUGH,
  ),
  row(
    'enforce: the default port, spelt out, and upper case',
    ENFORCED,
    from('https://self.example', 'Self.example:443'),
    THROUGH,
  ),
  row(
    'enforce: the default port of http, spelt out',
    ENFORCED,
    from('http://self.example', 'self.example:80'),
    THROUGH,
  ),
  row(
    'enforce: the default port of the other scheme',
    ENFORCED,
    from('http://self.example', 'self.example:443'),
    FORBIDDEN,
  ),
  row('enforce: IPv6', ENFORCED, from('http://[::1]:3000', '[::1]:3000'), THROUGH),
  row(
    'enforce: a host that only begins alike',
    ENFORCED,
    from('https://self.example.evil.example', 'self.example'),
    FORBIDDEN,
  ),
  row(
    'enforce: a malformed origin with the right host',
    ENFORCED,
    from('https://self.example://x', 'self.example'),
    FORBIDDEN,
  ),
  row('enforce: an app is not the server', ENFORCED, from('capacitor://localhost', 'localhost'), FORBIDDEN),
  row(
    'enforce: the default port in the host, another in the origin',
    ENFORCED,
    from('https://self.example:1', 'self.example:443'),
    FORBIDDEN,
  ),
  row('enforce: null is no host', ENFORCED, from('null', 'undefined:80'), FORBIDDEN),
];

export const enforcementCases: readonly Case[] = [...decisions, ...sites, ...hosts];
