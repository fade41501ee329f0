import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeVary } from '../../src/exchange/vary.ts';
import { canonicalTokenList } from '../../src/spec/lists.ts';
import { hostileText } from './arbitraries.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** The rule of RFC 9110 5.6.1, word for word: split at commas, trim spaces and tabs, drop the empty ones, all tokens. */
function naiveList(list: string): string | undefined {
  if (list.length > 8192 || list.split(',').some((element) => element.length > 256)) return undefined;
  const elements = list.split(',').map((element) => element.replace(/^[ \t]+|[ \t]+$/g, ''));
  const names = elements.filter((element) => element !== '');
  if (names.length > 128 || elements.length - names.length > 16) return undefined;
  return names.every((name) => TOKEN.test(name)) ? names.join(',') : undefined;
}

const listText = fc.oneof(
  fc
    .array(fc.constantFrom('x-a', 'X-B', 'content-type', '', ' ', '\t', ' x-c ', 'a b', '*', 'é', '"q"'), {
      maxLength: 24,
    })
    .map((parts) => parts.join(',')),
  fc
    .array(fc.nat({ max: 300 }), { maxLength: 50 })
    .map((lengths) => lengths.map((length) => 'a'.repeat(length)).join(' ,')),
  fc.array(fc.constantFrom('a', ''), { minLength: 120, maxLength: 150 }).map((parts) => parts.join(',')),
  hostileText,
);

describe('a list of header names', () => {
  it('is read as the standard says', () => {
    fc.assert(
      fc.property(listText, (list) => {
        expect(canonicalTokenList(list)).toBe(naiveList(list));
      }),
      { numRuns: 3000 },
    );
  });

  it('is written so that reading it again changes nothing', () => {
    fc.assert(
      fc.property(listText, (list) => {
        const once = canonicalTokenList(list);
        if (once !== undefined) expect(canonicalTokenList(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });
});

const name = fc.constantFrom(
  'Origin',
  'origin',
  'Accept',
  'ACCEPT',
  'X-Tenant',
  'Cookie',
  'Access-Control-Request-Headers',
);
const names = fc.array(name, { maxLength: 4 }).map((list) => list.join(', '));
const existing = fc.oneof(
  names,
  fc.array(name, { maxLength: 3 }),
  fc.constantFrom(undefined, null, '', '*', 'Accept, *'),
);

const elementsOf = (vary: unknown) =>
  String(vary ?? '')
    .split(',')
    .map((element) => element.trim().toLowerCase())
    .filter((element) => element !== '');

describe('Vary', () => {
  it('gains nothing from being merged twice', () => {
    fc.assert(
      fc.property(existing, names, (present, added) => {
        const once = mergeVary(present, added);
        expect(mergeVary(once, added)).toBe(once);
      }),
    );
  });

  it('keeps what is there, in its order, and adds what is missing, in its order', () => {
    fc.assert(
      fc.property(existing, names, (present, added) => {
        const before = elementsOf(present);
        if (before.includes('*')) return;
        const missing = [...new Set(elementsOf(added))].filter((element) => !before.includes(element));
        expect(elementsOf(mergeVary(present, added))).toEqual([...before, ...missing]);
      }),
    );
  });

  it('never names a header twice that was not there twice', () => {
    fc.assert(
      fc.property(names, names, (first, second) => {
        const merged = elementsOf(mergeVary(mergeVary(undefined, first), second));
        expect(new Set(merged).size).toBe(merged.length);
      }),
    );
  });

  it('is absorbed by a star', () => {
    fc.assert(
      fc.property(existing, names, (present, added) => {
        const merged = mergeVary(present, added);
        expect(merged === '*').toBe(elementsOf(present).includes('*'));
      }),
    );
  });

  it('is the same whether names are added one by one or together', () => {
    fc.assert(
      fc.property(existing, names, names, (present, first, second) => {
        expect(mergeVary(mergeVary(present, first), second)).toBe(mergeVary(present, `${first},${second}`));
      }),
    );
  });
});
