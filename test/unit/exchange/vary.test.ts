import { describe, expect, it } from 'vitest';
import { dependenciesOf, mergeVary } from '../../../src/exchange/vary.ts';
import { createPolicy } from '../../../src/index.ts';

describe('merging', () => {
  it.each([
    ['nothing and nothing', undefined, '', ''],
    ['nothing and a name', undefined, 'Origin', 'Origin'],
    ['null and a name', null, 'Origin', 'Origin'],
    ['an empty string and a name', '', 'Origin', 'Origin'],
    ['a name and nothing', 'Accept', '', 'Accept'],
    ['a name and a name', 'Accept', 'Origin', 'Accept, Origin'],
    ['the same name', 'Origin', 'Origin', 'Origin'],
    ['the same name in another case', 'ORIGIN', 'Origin', 'ORIGIN'],
    ['several', 'a,B ,c', 'b, D,A,e', 'a,B ,c, D, e'],
    ['the new names repeated', 'a', 'b,B,b', 'a, b'],
    ['a star', '*', 'Origin', '*'],
    ['a star among others', 'Accept, *', 'Origin', '*'],
    ['a list of lines', ['Accept', 'Cookie'], 'Origin', 'Accept, Cookie, Origin'],
    ['an empty list', [], 'Origin', 'Origin'],
    ['a number, of a careless handler', 7, 'Origin', '7, Origin'],
    ['a part of a name', 'X-Origin', 'Origin', 'X-Origin, Origin'],
    ['empty new names', 'a', ',,', 'a'],
  ])('%s', (_, existing, names, merged) => {
    expect(mergeVary(existing, names)).toBe(merged);
  });
});

describe('what replies depend on', () => {
  const inputs = { origin: false, requestMethod: false, requestHeaders: false };
  it.each([
    ['nothing', {}, inputs, { actual: '', preflight: '' }],
    ['the origin', {}, { ...inputs, origin: true }, { actual: 'Origin', preflight: 'Origin' }],
    [
      'the method',
      {},
      { ...inputs, requestMethod: true },
      { actual: '', preflight: 'Access-Control-Request-Method' },
    ],
    [
      'the headers',
      {},
      { ...inputs, requestHeaders: true },
      { actual: '', preflight: 'Access-Control-Request-Headers' },
    ],
    [
      'everything',
      { vary: 'X-A, origin' },
      { origin: true, requestMethod: true, requestHeaders: true },
      {
        actual: 'Origin, X-A',
        preflight: 'Origin, X-A, Access-Control-Request-Method, Access-Control-Request-Headers',
      },
    ],
  ])('%s', (_, options, given, expected) => {
    expect(dependenciesOf(createPolicy(options).options, given)).toEqual(expected);
  });
});
