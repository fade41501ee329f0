import { describe, expect, it } from 'vitest';
import {
  isDigitCode,
  isLowerAlphaCode,
  isToken,
  isTokenCode,
  isWhitespaceCode,
} from '../../../src/spec/grammar.ts';
import { canonicalTokenList, splitTokens } from '../../../src/spec/lists.ts';

const codes = Array.from({ length: 0x180 }, (_, code) => code);
const charactersWhere = (test: (code: number) => boolean) => String.fromCharCode(...codes.filter(test));

it('knows the characters of a token, and no others', () => {
  expect(charactersWhere(isTokenCode)).toBe(
    "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~",
  );
  expect(isTokenCode(Number.NaN)).toBe(false);
});

it('knows digits, letters and whitespace', () => {
  expect(charactersWhere(isDigitCode)).toBe('0123456789');
  expect(charactersWhere(isLowerAlphaCode)).toBe('abcdefghijklmnopqrstuvwxyz');
  expect(charactersWhere(isWhitespaceCode)).toBe('\t ');
});

it.each([
  ['PUT', true],
  ['x-a', true],
  ['*', true],
  ['', false],
  ['a b', false],
  ['a,b', false],
  ['a\n', false],
  ['é', false],
  ['€', false],
])('%j is a token: %s', (text, expected) => {
  expect(isToken(text)).toBe(expected);
});

/** Within every bound: 128 names. */
const LONGEST = Array(128).fill('a'.repeat(63)).join().padEnd(8192, 'a');

describe('a list of tokens', () => {
  it.each([
    ['as browsers write it', 'content-type,x-a', 'content-type,x-a'],
    ['one name', 'x-a', 'x-a'],
    ['in the order received, in the case received, with repetitions', 'b,A,b', 'b,A,b'],
    ['spaces and tabs around', ' \tx-a \t, \tx-b ', 'x-a,x-b'],
    ['empty elements', ',x-a,,x-b,', 'x-a,x-b'],
    ['nothing', '', ''],
    ['whitespace', ' \t', ''],
    ['commas', ',,', ''],
    ['15 commas: 16 empty elements', ','.repeat(15), ''],
    ['128 names', Array(128).fill('a').join(', '), Array(128).fill('a').join(',')],
    ['8192 characters', LONGEST, LONGEST],
    ['empty elements in a long list', `,${'a'.repeat(256)},,b`, `${'a'.repeat(256)},b`],
    ['a name of 256 characters', `${'a'.repeat(256)},b`, `${'a'.repeat(256)},b`],
    ['256 characters, most of them whitespace', `b,${' '.repeat(255)}a`, 'b,a'],
  ])('%s', (_, list, expected) => {
    expect(canonicalTokenList(list)).toBe(expected);
  });

  it.each([
    ['a space within a name', 'x a'],
    ['a name that is no token', 'x-a,x(b)'],
    ['a line break', 'x-a\n'],
    ['a vertical tab, which String.trim would remove', 'x-a,\vx-b'],
    ['a no-break space', '\u00a0x-a'],
    ['beyond ASCII', 'x-é'],
    ['a character whose low byte is a letter', '\u0161'],
    ['16 commas: 17 empty elements', ','.repeat(16)],
    ['129 names', Array(129).fill('a').join(',')],
    ['8192 commas', ','.repeat(8192)],
    ['8193 characters', `${LONGEST}a`],
    ['a name of 257 characters', `b,${'a'.repeat(257)}`],
    ['a name of 257 characters that is not the last', `${'a'.repeat(257)},b`],
    ['257 characters, most of them whitespace', `b,${' '.repeat(256)}a`],
    ['257 characters of whitespace', ' '.repeat(257)],
  ])('not: %s', (_, list) => {
    expect(canonicalTokenList(list)).toBeUndefined();
  });
});

it('splits a list', () => {
  expect(splitTokens(' a , ,b,')).toEqual(['a', 'b']);
  expect(splitTokens('')).toEqual([]);
});
