import type { HeaderLines } from './scenario.ts';

/** What scripted servers say: values on both sides of every rule, as people write them and as nobody should. */

/** Spellings of the origin that asks, and of others. */
export function originValues(origin: string): string[] {
  const { port } = new URL(origin === 'null' ? 'http://app.test:1' : origin);
  return [
    origin,
    '*',
    'null',
    `${origin}/`,
    `${origin}/path`,
    origin.toUpperCase(),
    `${origin}, ${origin}`,
    `${origin} *`,
    `https://app.test:${port}`,
    'http://app.test',
    'http://app.test:1',
    'app.test',
    `app.test:${port}`,
    '',
    '*, *',
    '**',
    'NULL',
    `"${origin}"`,
    `<${origin}>`,
    'http://',
    'https://*.test',
    'undefined',
    'true',
    'file://',
    'http://[',
    '//app.test',
    'http:app.test',
    `\t${origin}\t`,
    'http://app.test:99999',
    'http://ex%41mple',
    'about:blank',
    'chrome://x',
    'http://xn--a',
    'x:',
  ];
}

export function methodLists(method: string): string[] {
  const upper = method.toUpperCase();
  return [
    '*',
    '*',
    upper,
    method.toLowerCase(),
    `GET, ${method} ,POST`,
    `,,${method},`,
    '',
    ' , ',
    `PUT ${method}`,
    `${method};`,
    `"${method}"`,
    `${method}, a/b`,
    '*, PUT',
    `GET\t,\t${upper}`,
    'caf\xe9',
    `${method}\xa0`,
  ];
}

export function headerLists(names: readonly string[]): string[] {
  const list = names.join(', ');
  return [
    list.toUpperCase(),
    `,${list},,`,
    names.slice(1).join(','),
    '',
    'x-one, x-two',
    '*, authorization',
    '*,Authorization',
    'a b',
    `${list};`,
    `"${list}"`,
    `${list}, (x)`,
    'caf\xe9',
    'authorization',
    `*\t,\t${list}`,
  ];
}

export const EXPOSE_LISTS: readonly string[] = [
  'x-one',
  '*',
  '*, x-one',
  'X-ONE , x-two',
  ',,x-one',
  'x one',
  '"x-one"',
  '',
  'set-cookie, x-two',
  'x-one, b c',
  'x-one;x-two',
  'content-encoding, etag',
  'x-one,\tx-two',
  'x-one\xa0',
];

export const RESPONSE_HEADERS: [string, string][] = [
  ['x-one', '1'],
  ['X-Two', '2'],
  ['set-cookie', 'a=b'],
  ['etag', '"x"'],
  ['cache-control', 'no-store'],
  ['content-language', 'en'],
  ['content-type', 'text/plain'],
  ['expires', '0'],
  ['last-modified', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['pragma', 'x'],
  ['vary', 'Origin'],
  ['set-cookie2', 'c=d'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'cross-origin'],
];

/** Odd places to be sent to. */
export const ODD_ENDINGS: readonly HeaderLines[] = [
  'data:text/plain,hello',
  'ftp://app.test/',
  'foo:bar',
].map((place) => [['location', place]]);
