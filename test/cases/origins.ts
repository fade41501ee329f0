import { createPolicy } from '../../src/index.ts';
import { APP, answered, ask, type Case, DEFAULT_METHODS, EVIL, handled, preflight, row } from './case.ts';

const ACAO = 'access-control-allow-origin';
const PUBLIC = handled({ [ACAO]: '*' });
const CONSTANT = handled({ [ACAO]: APP });
const REFUSED = handled({ vary: 'Origin' });
const allowed = (origin: string) => handled({ [ACAO]: origin, vary: 'Origin' });

const constant: readonly Case[] = [
  row('no options: public, to a page', {}, ask(APP), PUBLIC),
  row('no options: public, without an Origin', {}, ask(undefined), PUBLIC),
  row("origin '*': public, to the origin null", { origin: '*' }, ask('null'), PUBLIC),
  row("origin '*': public, to a malformed origin", { origin: '*' }, ask('https://EVIL/'), PUBLIC),
  row('origin true is public', { origin: true }, ask(APP), PUBLIC),
  row("a '*' in a list makes it public", { origin: [APP, '*'] }, ask(EVIL), PUBLIC),
  row('a policy instead of options', createPolicy<unknown>({ origin: '*' }), ask(APP), PUBLIC),
  row('one exact origin: constant, to itself', { origin: APP }, ask(APP), CONSTANT),
  row('one exact origin: constant, to another', { origin: APP }, ask(EVIL), CONSTANT),
  row('one exact origin: constant, without an Origin', { origin: APP }, ask(undefined), CONSTANT),
  row('one exact origin: constant, to null', { origin: APP }, ask('null'), CONSTANT),
  row(
    'one exact origin with credentials: constant',
    { origin: APP, credentials: true },
    ask(undefined),
    handled({ [ACAO]: APP, 'access-control-allow-credentials': 'true' }),
  ),
  row(
    'one exact origin: constant in preflights of others',
    { origin: APP, allowedHeaders: [] },
    preflight(EVIL),
    answered({ [ACAO]: APP, 'access-control-allow-methods': DEFAULT_METHODS }),
  ),
  row(
    'null as the one origin, opted in: constant',
    { origin: 'null', dangerously: { allowNullOrigin: true } },
    ask(APP),
    handled({ [ACAO]: 'null' }),
  ),
];

const lists: readonly Case[] = [
  row(
    'a list: a member',
    { origin: [APP, 'https://b.example'] },
    ask('https://b.example'),
    allowed('https://b.example'),
  ),
  row('a list: a stranger', { origin: [APP, 'https://b.example'] }, ask(EVIL), REFUSED),
  row('a list: without an Origin', { origin: [APP, 'https://b.example'] }, ask(undefined), REFUSED),
  row('a list of one is still a list', { origin: [APP] }, ask(undefined), REFUSED),
  row('a Set of one is still a list', { origin: new Set([APP]) }, ask(APP), allowed(APP)),
  row('an empty list allows nobody', { origin: [] }, ask(APP), REFUSED),
  row('false allows nobody', { origin: false }, ask(APP), REFUSED),
  row('false: without an Origin', { origin: false }, ask(undefined), REFUSED),
  row('a list: an empty Origin', { origin: [APP] }, ask(''), REFUSED),
  row('a list: null', { origin: [APP] }, ask('null'), REFUSED),
  row(
    'a list with null, opted in: null',
    { origin: [APP, 'null'], dangerously: { allowNullOrigin: true } },
    ask('null'),
    allowed('null'),
  ),
  row(
    'a list: two Origin lines',
    { origin: [APP] },
    { method: 'GET', headers: [['origin', `${APP}, ${APP}`]] },
    REFUSED,
  ),
  row(
    'a list with credentials: a member',
    { origin: [APP], credentials: true },
    ask(APP),
    handled({ [ACAO]: APP, 'access-control-allow-credentials': 'true', vary: 'Origin' }),
  ),
  row(
    'a list with credentials: a stranger sees no trace of them',
    { origin: [APP], credentials: true },
    ask(EVIL),
    REFUSED,
  ),
  row(
    'exposed headers go to a member',
    { origin: [APP], exposedHeaders: ['X-Total', 'ETag'] },
    ask(APP),
    handled({ [ACAO]: APP, 'access-control-expose-headers': 'X-Total,ETag', vary: 'Origin' }),
  ),
  row(
    'exposed headers are hidden from a stranger',
    { origin: [APP], exposedHeaders: 'X-Total' },
    ask(EVIL),
    REFUSED,
  ),
  row('POST from a refused origin still reaches its handler', { origin: [APP] }, ask(EVIL, 'POST'), REFUSED),
  row('HEAD is an actual request', { origin: [APP] }, ask(APP, 'HEAD'), allowed(APP)),
];

const SUBDOMAINS = { origin: 'https://*.app.example' };
const DEVELOPMENT = { origin: 'http://localhost:*' };
const BOTH = { origin: ['https://*.app.example:*', 'capacitor://localhost'] };
const PREVIEWS = { origin: [/^https:\/\/pr-\d+\.app\.example$/] };

const patterns: readonly Case[] = [
  row('subdomains: one label', SUBDOMAINS, ask('https://a.app.example'), allowed('https://a.app.example')),
  row(
    'subdomains: several labels',
    SUBDOMAINS,
    ask('https://c.b-1.a_.app.example'),
    allowed('https://c.b-1.a_.app.example'),
  ),
  row('subdomains: not the domain itself', SUBDOMAINS, ask(APP), REFUSED),
  row('subdomains: not another scheme', SUBDOMAINS, ask('http://a.app.example'), REFUSED),
  row('subdomains: not another port', SUBDOMAINS, ask('https://a.app.example:8443'), REFUSED),
  row('subdomains: not a suffix without a dot', SUBDOMAINS, ask('https://evilapp.example'), REFUSED),
  row('subdomains: without an Origin', SUBDOMAINS, ask(undefined), REFUSED),
  row('any port: one', DEVELOPMENT, ask('http://localhost:5173'), allowed('http://localhost:5173')),
  row('any port: none', DEVELOPMENT, ask('http://localhost'), allowed('http://localhost')),
  row(
    'any port: not the default, which browsers leave out',
    DEVELOPMENT,
    ask('http://localhost:80'),
    REFUSED,
  ),
  row('any port: not one out of range', DEVELOPMENT, ask('http://localhost:65536'), REFUSED),
  row('any port: not another host', DEVELOPMENT, ask('http://localhost.evil.example'), REFUSED),
  row('subdomains and any port', BOTH, ask('https://a.app.example:1'), allowed('https://a.app.example:1')),
  row('an app scheme', BOTH, ask('capacitor://localhost'), allowed('capacitor://localhost')),
  row('an app scheme: not the same host on the web', BOTH, ask('https://localhost'), REFUSED),
  row('a RegExp: a match', PREVIEWS, ask('https://pr-12.app.example'), allowed('https://pr-12.app.example')),
  row('a RegExp: no match', PREVIEWS, ask('https://pr-x.app.example'), REFUSED),
  row(
    'a RegExp alone',
    { origin: /^https:\/\/(?:a|b)\.example$/ },
    ask('https://b.example'),
    allowed('https://b.example'),
  ),
  row(
    'a RegExp never sees a malformed origin',
    { origin: /^https:\/\/.*$/ },
    ask('https://evil.example/x'),
    REFUSED,
  ),
  row('a RegExp never sees null', { origin: /^.*$/ }, ask('null'), REFUSED),
  row('IPv6', { origin: ['http://[::1]:3000'] }, ask('http://[::1]:3000'), allowed('http://[::1]:3000')),
  row(
    'punycode',
    { origin: ['https://xn--mnchen-3ya.de'] },
    ask('https://xn--mnchen-3ya.de'),
    allowed('https://xn--mnchen-3ya.de'),
  ),
  row('a trailing dot is another host', { origin: [`${APP}.`] }, ask(APP), REFUSED),
];

const reflecting: readonly Case[] = [
  row(
    'every origin with credentials, opted in: a page',
    { origin: '*', credentials: true, dangerously: { reflectAnyOrigin: true } },
    ask(EVIL),
    handled({ [ACAO]: EVIL, 'access-control-allow-credentials': 'true', vary: 'Origin' }),
  ),
  row(
    'every origin with credentials, opted in: not null',
    { origin: true, credentials: true, dangerously: { reflectAnyOrigin: true } },
    ask('null'),
    REFUSED,
  ),
  row(
    'every origin with credentials, opted in: not what is no origin',
    { origin: '*', credentials: true, dangerously: { reflectAnyOrigin: true } },
    ask('https://evil.example/'),
    REFUSED,
  ),
];

export const originCases: readonly Case[] = [...constant, ...lists, ...patterns, ...reflecting];
