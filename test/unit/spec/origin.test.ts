import { describe, expect, it } from 'vitest';
import {
  defaultPort,
  isInsecureOrigin,
  isWellFormedOrigin,
  MAX_ORIGIN_LENGTH,
  parseOrigin,
} from '../../../src/spec/origin.ts';

const label63 = 'a'.repeat(63);
const domain253 = `${`${label63}.`.repeat(3)}${'a'.repeat(61)}`;

describe('an origin', () => {
  it.each([
    ['https://app.example', 'https', 'app.example', ''],
    ['http://localhost:5173', 'http', 'localhost', ':5173'],
    ['http://127.0.0.1:65535', 'http', '127.0.0.1', ':65535'],
    ['http://[::1]:1', 'http', '[::1]', ':1'],
    ['https://[2001:db8::1]', 'https', '[2001:db8::1]', ''],
    ['http://app.example:443', 'http', 'app.example', ':443'],
    ['https://app.example:80', 'https', 'app.example', ':80'],
    ['capacitor://localhost', 'capacitor', 'localhost', ''],
    ['chrome-extension://abcdefghijklmnop', 'chrome-extension', 'abcdefghijklmnop', ''],
    [
      'moz-extension://3c078156-979c-498b-8990-85f7987dd929',
      'moz-extension',
      '3c078156-979c-498b-8990-85f7987dd929',
      '',
    ],
    ['a+b-c.d1://x', 'a+b-c.d1', 'x', ''],
    [`${'s'.repeat(64)}://x`, 's'.repeat(64), 'x', ''],
    ['https://my_app.example', 'https', 'my_app.example', ''],
    ['https://-a-.example', 'https', '-a-.example', ''],
    ['https://app.example.', 'https', 'app.example.', ''],
    ['https://xn--mnchen-3ya.de', 'https', 'xn--mnchen-3ya.de', ''],
    ['https://1a.2b', 'https', '1a.2b', ''],
    ['https://0x1g', 'https', '0x1g', ''],
    [`https://${label63}.x`, 'https', `${label63}.x`, ''],
    [`https://${domain253}`, 'https', domain253, ''],
    [`https://${domain253}.:1`, 'https', `${domain253}.`, ':1'],
  ])('%s', (text, scheme, host, port) => {
    expect(parseOrigin(text)).toEqual({ scheme, host, port });
    expect(isWellFormedOrigin(text)).toBe(true);
  });

  it('is at most 326 characters long: a scheme, a domain with its dot, and a port, each at its longest', () => {
    const longest = `${'s'.repeat(64)}://${domain253}.:65535`;
    expect(longest.length).toBe(MAX_ORIGIN_LENGTH + 1);
    expect(isWellFormedOrigin(longest)).toBe(false);
    expect(isWellFormedOrigin(longest.replace('.:', ':'))).toBe(true);
  });
});

describe('no origin', () => {
  it.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a star', '*'],
    ['no scheme', 'app.example'],
    ['an empty scheme', '://app.example'],
    ['a scheme that begins with a digit', '1a://x'],
    ['a scheme in upper case', 'Https://app.example'],
    ['a scheme of 65 characters', `${'s'.repeat(65)}://x`],
    ['a scheme with an underscore', 'a_b://x'],
    ['file', 'file://x'],
    ['one slash', 'https:/app.example'],
    ['three slashes', 'https:///app.example'],
    ['no host', 'https://'],
    ['a port and no host', 'https://:1'],
    ['a dot', 'https://.'],
    ['a leading dot', 'https://.app.example'],
    ['two dots', 'https://app..example'],
    ['two trailing dots', 'https://app.example..'],
    ['upper case', 'https://App.example'],
    ['a label of 64 characters', `https://${'a'.repeat(64)}`],
    ['a domain of 254 characters', `https://${domain253}a`],
    ['beyond ASCII', 'https://münchen.de'],
    ['a percent sign', 'https://a%20b'],
    ['a space', 'https://a b'],
    ['a tab', 'https://a\tb'],
    ['a NUL', 'https://a\0'],
    ['a line break at the end', 'https://app.example\n'],
    ['whitespace before', ' https://app.example'],
    ['a slash', 'https://app.example/'],
    ['a path', 'https://app.example/x'],
    ['a query', 'https://app.example?x'],
    ['a fragment', 'https://app.example#x'],
    ['a backslash', 'https://app.example\\'],
    ['a user', 'https://u@app.example'],
    ['a user and a password', 'https://u:p@app.example'],
    ['an empty port', 'https://app.example:'],
    ['port 0', 'https://app.example:0'],
    ['port 65536', 'https://app.example:65536'],
    ['a port of six digits', 'https://app.example:100000'],
    ['a leading zero', 'https://app.example:08443'],
    ['a signed port', 'https://app.example:+1'],
    ['a port with an exponent', 'https://app.example:1e3'],
    ['a star as the port', 'https://app.example:*'],
    ['the default port of https', 'https://app.example:443'],
    ['the default port of http', 'http://app.example:80'],
    ['two ports', 'https://app.example:1:2'],
    ['punycode of nothing', 'https://xn--'],
    ['punycode that does not decode', 'https://xn--b.example'],
    ['a short IPv4 address', 'http://127.1'],
    ['a number', 'http://1'],
    ['a hexadecimal number', 'http://0x7f000001'],
    ['a hexadecimal last label', 'http://app.0xa'],
    ['a bare 0x', 'http://app.0x'],
    ['an octal IPv4 address', 'http://0127.0.0.1'],
    ['an IPv4 number out of range', 'http://256.0.0.1'],
    ['five IPv4 numbers', 'http://1.2.3.4.5'],
    ['an IPv4 address with a trailing dot', 'http://127.0.0.1.'],
    ['a name that ends in a number', 'http://app.1'],
    ['IPv6 without brackets', 'http://::1'],
    ['IPv6 without its end', 'http://[::1'],
    ['IPv6 and more', 'http://[::1]x'],
    ['IPv6 with a zone', 'http://[fe80::1%25eth0]'],
    ['IPv6 in upper case', 'http://[2001:DB8::1]'],
    ['an IPv4-mapped address', 'http://[::ffff:127.0.0.1]'],
    ['an IPv4-mapped address in hexadecimal', 'http://[::ffff:7f00:1]'],
    ['two origins', 'https://a.example, https://b.example'],
    ['too many characters', `https://${'a.'.repeat(200)}example`],
  ])('%s', (_, text) => {
    expect(parseOrigin(text)).toBeUndefined();
    expect(isWellFormedOrigin(text)).toBe(false);
  });
});

it('knows the default ports of http and https only', () => {
  expect([defaultPort('http'), defaultPort('https'), defaultPort('ws'), defaultPort('')]).toEqual([
    80,
    443,
    undefined,
    undefined,
  ]);
});

it.each([
  ['http://app.example', true],
  ['http://10.0.0.1', true],
  ['http://localhost.example', true],
  ['http://127.0.0.1.example', true],
  ['http://[::2]', true],
  ['http://localhost', false],
  ['http://localhost.:3000', false],
  ['http://a.b.localhost', false],
  ['http://a.localhost.', false],
  ['http://127.0.0.1', false],
  ['http://127.255.0.9:1', false],
  ['http://[::1]', false],
  ['https://app.example', false],
  ['capacitor://app.example', false],
])('%s is insecure: %s', (text, isInsecure) => {
  const parts = parseOrigin(text);
  expect(parts !== undefined && isInsecureOrigin(parts)).toBe(isInsecure);
});
