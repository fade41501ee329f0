import { describe, expect, it } from 'vitest';
import { isCanonicalIPv4, isCanonicalIPv6, isLoopbackHost } from '../../../src/spec/ip.ts';
import { decodesAsPunycode } from '../../../src/spec/punycode.ts';

describe('IPv4', () => {
  it.each(['0.0.0.0', '127.0.0.1', '255.255.255.255', '1.20.100.9'])('%s is canonical', (text) => {
    expect(isCanonicalIPv4(text)).toBe(true);
  });
  it.each([
    '',
    '1',
    '127.1',
    '1.2.3',
    '1.2.3.4.5',
    '256.0.0.1',
    '01.2.3.4',
    '1.2.3.',
    '.1.2.3',
    '1.2.3.0x4',
    '1.2.3.-4',
    '1.2.3.4.',
    '1.2.3.1000',
  ])('%j is not', (text) => {
    expect(isCanonicalIPv4(text)).toBe(false);
  });
});

describe('IPv6', () => {
  it.each([
    '::',
    '::1',
    '1::',
    '1::1',
    '2001:db8::1',
    'fe80::a:b:c:d',
    '1:2:3:4:5:6:7:8',
    '1:0:2:0:3:0:4:0',
    '1:0:0:2::3',
    '::2:0:0:3:0:0',
    '::fffe:0:1',
    '::1:ffff:7f00:1',
  ])('%s is canonical', (text) => {
    expect(isCanonicalIPv6(text)).toBe(true);
  });
  it.each([
    '',
    ':',
    ':::',
    '1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '0:0:0:0:0:0:0:1',
    '1:2:3:4:5:6:7::',
    '1:0:0:0:2::3',
    '0::1',
    '01::1',
    'A::1',
    '12345::1',
    'g::1',
    '::1%eth0',
    '::1.2.3.4',
    '::ffff:7f00:1',
    '1:0:2:0:0:3:0:0',
    ' ::1',
  ])('%j is not', (text) => {
    expect(isCanonicalIPv6(text)).toBe(false);
  });

  it('agrees with the URL parser about every shape of zero runs', () => {
    for (let bits = 0; bits < 256; bits++) {
      const groups = Array.from({ length: 8 }, (_, index) => ((bits >> index) & 1 ? 'a' : '0'));
      const canonical = new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
      expect(isCanonicalIPv6(canonical), canonical).toBe(true);
      expect(isCanonicalIPv6(groups.join(':'))).toBe(groups.join(':') === canonical);
    }
  });
});

it.each([
  ['localhost', true],
  ['localhost.', true],
  ['a.localhost', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['[::1]', true],
  ['notlocalhost', false],
  ['localhost.example', false],
  ['127.0.0.1.example', false],
  ['128.0.0.1', false],
  ['[::2]', false],
  ['', false],
])('loopback %s: %s', (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});

describe('punycode', () => {
  it.each([
    'mnchen-3ya',
    'exmple-4nf',
    'p1ai',
    'fiqs8s',
    'n3h',
    '0zwm56d',
    'tda',
    '--tda',
    'egbpdaj6bu4bxfgehfvwxn',
  ])('%s decodes', (encoded) => {
    expect(decodesAsPunycode(encoded)).toBe(true);
  });
  it.each([
    ['nothing', ''],
    ['nothing behind the delimiter', 'abc-'],
    ['a cut number', 'b'],
    ['a cut number behind characters', 'abc-z'],
    ['a character that is no digit', 'ab_'],
    ['upper case', 'TDA'],
    ['more than Unicode has', '99999999'],
  ])('%s does not', (_, encoded) => {
    expect(decodesAsPunycode(encoded)).toBe(false);
  });

  it('finds every surrogate, and its neighbours', () => {
    const codes = [0xd7ff, 0xd800, 0xdfff, 0xe000];
    expect(codes.map((code) => decodesAsPunycode(encodeOne(code)))).toEqual([true, false, false, true]);
  });
});

/** Encodes a single character beyond ASCII, as RFC 3492 6.3 does with nothing before it: one variable-length number. */
function encodeOne(code: number): string {
  const digit = (value: number) => String.fromCharCode(value < 26 ? 0x61 + value : 0x30 + value - 26);
  let rest = code - 0x80;
  let text = '';
  for (let k = 36; ; k += 36) {
    const threshold = Math.min(Math.max(k - 72, 1), 26);
    if (rest < threshold) return text + digit(rest);
    text += digit(threshold + ((rest - threshold) % (36 - threshold)));
    rest = Math.floor((rest - threshold) / (36 - threshold));
  }
}
