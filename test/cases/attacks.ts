import { answered, ask, type Case, handled, preflight, REFLECTS_HEADERS, row } from './case.ts';

const ACAO = 'access-control-allow-origin';
const REFUSED = handled({ vary: 'Origin' });
const allowed = (origin: string) =>
  handled({ [ACAO]: origin, 'access-control-allow-credentials': 'true', vary: 'Origin' });

/** The policies that the attacks aim at: one site, and everything under it, both with credentials. */
const SITE = { origin: ['https://example.com'], credentials: true };
const SUBDOMAINS = { origin: 'https://*.example.com', credentials: true };
const REGEXP = { origin: /^https:\/\/(?:[a-z]+\.)?example\.com$/, credentials: true };
const FUNCTION = { origin: (origin: string) => origin === 'https://example.com', credentials: true };

/** Origins that must be refused by all of them. */
const HOSTILE: readonly (readonly [id: string, what: string, origins: readonly string[]])[] = [
  ['A3', 'prefix', ['https://example.com.evil.com', 'https://example.comevil.com']],
  ['A4', 'suffix', ['https://evilexample.com', 'https://evil-example.com']],
  ['A5', 'substring', ['https://evil.com?example.com', 'https://evil-example.com.evil.com']],
  ['A9', 'null', ['null', 'NULL', '"null"']],
  ['A10', 'scheme downgrade', ['http://example.com', 'http://a.example.com', 'ws://example.com']],
  [
    'A11',
    'port',
    [
      'https://example.com:8443',
      'https://example.com:443',
      'https://example.com:0443',
      'https://example.com:',
      'https://a.example.com:443',
    ],
  ],
  [
    'A12',
    'special character',
    [...'`{,!&\';$}~="+()*'].map((character) => `https://example.com${character}.evil.com`),
  ],
  [
    'A12',
    'special character in a label',
    [...'`{,!&\';$}~="+()*% '].map((character) => `https://evil${character}.example.com`),
  ],
  [
    'A12',
    'escaped or underscored',
    ['https://example.com%60.evil.com', 'https://example.com_.evil.com', 'https://example.com%00'],
  ],
  ['A14', 'trailing dot', ['https://example.com.', 'https://a.example.com.', 'https://evil.com./']],
  [
    'A15',
    'userinfo, path, query or fragment',
    [
      'https://example.com@evil.com',
      'https://evil.com/.example.com',
      'https://evil.com?.example.com',
      'https://evil.com#.example.com',
      'https://evil.com\\.example.com',
      'https://evil.com:80@a.example.com',
      'https://example.com/',
      'https://a.example.com/x',
    ],
  ],
  [
    'A16',
    'empty label',
    ['https://.example.com', 'https://a..example.com', 'https://..example.com', 'https://'],
  ],
  ['A17', 'upper case', ['https://EXAMPLE.com', 'HTTPS://example.com', 'https://A.example.com']],
  [
    'A18',
    'list',
    [
      'https://example.com, https://evil.com',
      'https://example.com https://evil.com',
      'https://evil.com,https://example.com',
      'https://example.com,',
    ],
  ],
  ['A19', 'empty', ['']],
  ['A22', 'over-long', [`https://${'a.'.repeat(160)}example.com`, `https://${'a'.repeat(64)}.example.com`]],
  ['A25', 'disguised address', ['http://127.1', 'http://0x7f000001', 'http://[::ffff:127.0.0.1]']],
  ['A47', 'file', ['file://', 'file:///', 'file://example.com']],
];

const TARGETS = [
  ['a list', SITE],
  ['a wildcard', SUBDOMAINS],
  ['a RegExp', REGEXP],
  ['a function', FUNCTION],
] as const;

const hostile: readonly Case[] = HOSTILE.flatMap(([id, what, origins]) =>
  origins.flatMap((origin) =>
    TARGETS.map(([target, policy]) =>
      row(
        `${id} ${what}: ${JSON.stringify(origin.slice(0, 60))} against ${target}`,
        policy,
        ask(origin),
        REFUSED,
      ),
    ),
  ),
);

const NEIGHBOURS = {
  origin: ['https://foo.com', 'https://bar.com', 'https://kin.com', 'https://pin.com'],
  credentials: true,
};
const LOCAL = { origin: ['http://localhost:*', 'http://127.0.0.1:*'], credentials: true };

const particular: readonly Case[] = [
  row('A8 shared suffix: barfoo', NEIGHBOURS, ask('https://barfoo.com'), REFUSED),
  row('A8 shared suffix: pkin', NEIGHBOURS, ask('https://pkin.com'), REFUSED),
  row('A8 shared suffix: pin itself', NEIGHBOURS, ask('https://pin.com'), allowed('https://pin.com')),
  row(
    'A13 an underscore is a legitimate name',
    SUBDOMAINS,
    ask('https://my_app.example.com'),
    allowed('https://my_app.example.com'),
  ),
  row('A16 the apex is not under itself', SUBDOMAINS, ask('https://example.com'), REFUSED),
  row(
    'A27 a simple request is not stopped by CORS',
    SITE,
    ask('https://evil.com', 'POST', { 'content-type': 'text/plain' }),
    REFUSED,
  ),
  row(
    'A32 a requested method is not compared',
    { ...SITE, methods: ['PATCH'], allowedHeaders: [] },
    preflight('https://example.com', 'patch'),
    answered({
      [ACAO]: 'https://example.com',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'PATCH',
      vary: 'Origin',
    }),
  ),
  row(
    'A41 a POST of the own site passes',
    SITE,
    ask('https://api.example.com', 'POST', { host: 'api.example.com' }),
    REFUSED,
  ),
  row(
    'A45 a refused preflight lists nothing',
    { ...SITE, methods: 'PUT', allowedHeaders: 'X-Secret' },
    preflight('https://evil.com'),
    answered({ vary: 'Origin' }),
  ),
  row(
    'A45 a refused preflight reflects nothing',
    SITE,
    preflight('https://evil.com', 'PUT', 'x-secret'),
    answered({ vary: REFLECTS_HEADERS }),
  ),
  ...[
    'http://localhost.evil.com',
    'http://localhost:3000.evil.com',
    'http://127.0.0.1.evil.com',
    'http://localhost:',
    'http://localhost:03000',
  ].map((origin) => row(`A46 localhost as a prefix: ${origin}`, LOCAL, ask(origin), REFUSED)),
];

export const attackCases: readonly Case[] = [...hostile, ...particular];
