import { describe, expect, it } from 'vitest';
import { hasNoUnsafeByte, isSafelistedRequestHeader, mimeEssence } from '../../../src/spec/safelist.ts';

describe('needs no preflight', () => {
  it.each([
    ['accept', 'text/html;q=0.9, */*'],
    ['accept', '\t'],
    ['accept', 'a'.repeat(128)],
    ['accept-language', 'de-CH, en;q=0.5, *'],
    ['content-language', 'de'],
    ['content-type', 'text/plain'],
    ['content-type', 'TEXT/plain;charset=UTF-8'],
    ['content-type', 'text/plain; application=json'],
    ['content-type', 'multipart/form-data; boundary=x'],
    ['content-type', 'application/x-www-form-urlencoded'],
    ['range', 'bytes=0-'],
    ['range', 'bytes=5-5'],
    ['range', 'bytes=9-10'],
  ])('%s: %j', (name, value) => {
    expect(isSafelistedRequestHeader(name, value)).toBe(true);
  });
});

describe('needs a preflight', () => {
  it.each([
    ['x-a', ''],
    ['authorization', 'x'],
    ['Accept', 'text/html'],
    ['accept', 'a'.repeat(129)],
    ['accept', 'a"b'],
    ['accept', '\x01'],
    ['accept', '\x7f'],
    ['accept-language', 'de_CH'],
    ['content-language', 'dé'],
    ['content-type', 'application/json'],
    ['content-type', 'text/plain, application/json'],
    ['content-type', 'text/plain(x)'],
    ['content-type', 'text'],
    ['content-type', 'text/plain/x'],
    ['content-type', ''],
    ['content-type', 'text /plain'],
    ['range', 'bytes=-500'],
    ['range', 'bytes=5-4'],
    ['range', 'bytes=0-1-2'],
    ['range', 'bytes=0'],
    ['range', 'bytes= 0-1'],
    ['range', 'bytes=0-x'],
    ['range', 'bytes=0-1,3-4'],
    ['range', 'items=0-1'],
  ])('%s: %j', (name, value) => {
    expect(isSafelistedRequestHeader(name, value)).toBe(false);
  });
});

it('knows the unsafe bytes of the standard', () => {
  const bytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
  const controls = bytes.slice(0, 0x20).filter((byte) => byte !== '\t');
  expect(bytes.filter((byte) => !hasNoUnsafeByte(byte))).toEqual([...controls, ...'"():<>?@[\\]{}\x7f']);
});

it.each([
  ['Text/HTML', 'text/html'],
  [' text/plain ; charset=x', 'text/plain'],
  ['text/', undefined],
  ['/plain', undefined],
  ['', undefined],
])('the essence of %j is %s', (value, essence) => {
  expect(mimeEssence(value)).toBe(essence);
});
