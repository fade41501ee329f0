import fc from 'fast-check';

/** Small alphabets, so that generated origins are near one another, and near misses are frequent. */
const scheme = fc.constantFrom('https', 'http', 'app');
const label = fc.constantFrom('a', 'b', 'ab', 'a-b', 'a_b', 'x1', 'evil', 'com');
const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
const host = fc.oneof(
  { weight: 6, arbitrary: domain },
  { weight: 1, arbitrary: domain.map((name) => `${name}.`) },
  { weight: 1, arbitrary: fc.constantFrom('127.0.0.1', '[::1]', 'localhost') },
);
const port = fc.constantFrom('', '', '', ':1', ':8443', ':65535');

/** Origins as browsers send them. */
export const origin = fc
  .tuple(scheme, host, port)
  .map(([name, where, number]) => `${name}://${where}${number}`);

/** Entries that the `origin` option accepts: exact origins and patterns. */
export const entry = fc.oneof(
  origin,
  fc.tuple(scheme, domain, port).map(([name, where, number]) => `${name}://*.${where}${number}`),
  fc.tuple(scheme, host).map(([name, where]) => `${name}://${where}:*`),
  fc.tuple(scheme, domain).map(([name, where]) => `${name}://*.${where}:*`),
);

export const entries = fc.array(entry, { maxLength: 6 });

/** An origin, or what an attacker makes of an entry: something before, behind or in the middle, or a part left out. */
export const nearMiss = fc.oneof(
  origin,
  fc
    .tuple(
      entry,
      fc.constantFrom(
        'a',
        'a.',
        '.',
        '-',
        'evil',
        '.evil.com',
        '@',
        '/',
        ':',
        ':1',
        'A',
        '\t',
        'é',
        '*',
        '*.',
        '%',
        '://',
        ',',
      ),
      fc.nat(),
    )
    .map(([text, piece, at]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + piece + text.slice(index);
    }),
  fc.tuple(entry, fc.nat(), fc.nat({ max: 4 })).map(([text, at, length]) => {
    const index = at % text.length;
    return text.slice(0, index) + text.slice(index + length);
  }),
  entry.map((text) => text.replace('*.', 'sub.').replace(':*', ':81')),
  entry.map((text) => text.replace('*.', '').replace(':*', '')),
);

/** What may stand in a request header: anything, from anyone. */
export const hostileText = fc.oneof(
  nearMiss,
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(',', ' ', '\t', 'a', '*', '"', '\0', 'é'), maxLength: 300 }),
  fc.constantFrom('', 'null', '*', 'undefined', '__proto__', 'constructor', 'toString'),
  fc.nat({ max: 9000 }).map((length) => 'a'.repeat(length)),
);
