import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../../src/index.ts';
import { codesOf, issuesOf } from './issues.ts';

/** Of a flag that the compiler's target does not know yet. */
const CLASS_WITHIN_CLASS = '^https:\\/\\/[[a-z]--[b.]]\\.example$';

describe('accepted', () => {
  it.each([
    /^https:\/\/a\.example$/,
    /^https:\/\/a\.example$/iu,
    /^(?:https:\/\/a\.example|https:\/\/b\.example)$/,
    /^https:\/\/a\.example$|^https:\/\/b\.example$/,
    /(?:^https:\/\/a\.example$)/,
    /(?<site>^https:\/\/a\.example$)/,
    /(^https:\/\/a)\.(example$)/,
    /^https:\/\/.*\.a\.example$/,
    /^https:\/\/.+?\.a\.example$/,
    /^https:\/\/.{1,9}\.a\.example$/,
    /^https:\/\/[.]a\.example$/,
    /^https:\/\/[^.\]]+\.example$/,
    /^https:\/\/a\x2eexampl\u0065$/,
    /^https:\/\/\p{Ll}\u{61}\.example$/u,
    /^https:\/\/(?!evil)[a-z]+(?<!b)\.example$/,
    /^https:\/\/([a-z])\1\.example$/,
    /^https:\/\/(?<l>[a-z])\k<l>\.example$/,
    new RegExp(CLASS_WITHIN_CLASS, 'v'),
    /^$/,
  ])('%s', (regexp) => {
    expect(codesOf({ origin: regexp, credentials: true })).toEqual([]);
  });
});

/** What is refused, why, and an origin that it would have let in, as proof. */
describe('refused', () => {
  it.each([
    [/https:\/\/a\.example/, 'regexp-unanchored', 'https://a.example.evil.example'],
    [/^https:\/\/a\.example/, 'regexp-unanchored', 'https://a.example.evil.example'],
    [/https:\/\/a\.example$/, 'regexp-unanchored', undefined],
    [/a\.example$/, 'regexp-unanchored', 'https://evila.example'],
    [/\.a\.example$/, 'regexp-unanchored', 'https://evil.a.example'],
    [/^https:\/\/a\.example$|b\.example$/, 'regexp-unanchored', 'https://evilb.example'],
    [/^https:\/\/a\.example|b\.example$/, 'regexp-unanchored', 'https://a.example.evil.example'],
    [/^https:\/\/a\.example$|/, 'regexp-unanchored', 'https://a.example.evil.example'],
    [/(?:^https:\/\/a\.example$)?/, 'regexp-unanchored', 'https://a.example.evil.example'],
    [/\^https:\/\/a\.example\$/, 'regexp-unanchored', undefined],
    [/[^\s]https:\/\/a\.example[$]/, 'regexp-unanchored', undefined],
    [/(?=^)https:\/\/a\.example(?=$)/, 'regexp-unanchored', undefined],
    [/null/, 'regexp-unanchored', undefined],
    [/localhost/, 'regexp-unanchored', 'https://evillocalhost'],
    [/https?:\/\/localhost.*/, 'regexp-unanchored', undefined],
    [/^https:\/\/a.example$/, 'regexp-loose', 'https://axexample'],
    [/^https:\/\/(?:b\.example|a.example)$/, 'regexp-loose', 'https://axexample'],
    [/^https:\/\/b\.example$|^https:\/\/a.example$/, 'regexp-loose', 'https://axexample'],
    [/^https:\/\/[a-z]\d\w.example$/, 'regexp-loose', 'https://a0axexample'],
    [/^https:\/\/([a-z])\1.example$/, 'regexp-loose', undefined],
    [/^https:\/\/[^a0.\-:/_].example$/, 'regexp-loose', undefined],
    [/^https:\/\/a\.example$/g, 'regexp-flags', undefined],
    [/^https:\/\/a\.example$/y, 'regexp-flags', undefined],
    [/^https:\/\/a\.example$/m, 'regexp-flags', undefined],
    [/^https:\/\/a\.example$/gimsuy, 'regexp-flags', undefined],
  ])('%s: %s', (regexp, code, stranger) => {
    const [issue, ...more] = issuesOf({ origin: regexp });
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code, path: 'origin', value: regexp });
    const proof = / It allows "(.*)"\.$/.exec(issue?.message ?? '')?.[1];
    if (stranger !== undefined) expect(proof).toBe(stranger);
    if (proof !== undefined) expect(regexp.test(proof)).toBe(true);
  });

  it('every mistake of one RegExp at once', () => {
    expect(codesOf({ origin: ['https://a.example', /b.example/g] })).toEqual([
      'origin[1]: regexp-flags',
      'origin[1]: regexp-unanchored',
      'origin[1]: regexp-loose',
    ]);
  });

  it('and what to write instead', () => {
    expect(issuesOf({ origin: /^https:\/\/a\.example$/gi })[0]?.fix).toBe(
      'Write /^https:\\/\\/a\\.example$/i.',
    );
    expect(issuesOf({ origin: /^https:\/\/a\.example/ })[0]?.fix).toContain(
      'as in /^(?:https:\\/\\/a\\.example)$/.',
    );
  });
});

it('looseness can be opted in, statefulness cannot', () => {
  const dangerously = { allowLooseRegExp: true };
  expect(codesOf({ origin: /a.example/, dangerously })).toEqual([]);
  expect(codesOf({ origin: /a.example/g, dangerously })).toEqual(['origin: regexp-flags']);
});

it('what happens to the RegExp afterwards changes nothing', () => {
  const regexp = /^https:\/\/a\.example$/;
  const policy = createPolicy({ origin: regexp });
  regexp.lastIndex = 99;
  regexp.test = () => true;
  expect([policy.allowsOrigin('https://a.example'), policy.allowsOrigin('https://b.example')]).toEqual([
    true,
    false,
  ]);
});
