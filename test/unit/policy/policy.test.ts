import { describe, expect, it } from 'vitest';
import { type CorsOptions, createPolicy, originList, type Policy } from '../../../src/index.ts';
import { compilePolicy, isPolicy } from '../../../src/policy/policy.ts';
import { isThenable } from '../../../src/policy/thenable.ts';
import { issuesFrom } from './issues.ts';

const A = 'https://a.example';
const verdicts = (policy: Policy) =>
  [A, 'https://b.example', 'null', '', 'https://a.example/', undefined].map((origin) =>
    policy.allowsOrigin(origin),
  );

describe('allowsOrigin', () => {
  it.each<[string, CorsOptions, boolean[]]>([
    ['everyone', {}, [true, true, true, true, true, true]],
    ['nobody', { origin: false }, [false, false, false, false, false, false]],
    ['one', { origin: A }, [true, false, false, false, false, false]],
    ['a list', { origin: [A] }, [true, false, false, false, false, false]],
    ['a pattern', { origin: 'https://*.example' }, [true, true, false, false, false, false]],
    ['a function', { origin: () => true }, [true, true, false, false, false, false]],
    [
      'a function that may see null',
      { origin: () => true, dangerously: { allowNullOrigin: true } },
      [true, true, true, false, false, false],
    ],
    [
      'a list with null',
      { origin: ['null'], dangerously: { allowNullOrigin: true } },
      [false, false, true, false, false, false],
    ],
    [
      'everyone by name',
      { origin: '*', credentials: true, dangerously: { reflectAnyOrigin: true } },
      [true, true, false, false, false, false],
    ],
    [
      'everyone by name, and null',
      { origin: '*', credentials: true, dangerously: { reflectAnyOrigin: true, allowNullOrigin: true } },
      [true, true, true, false, false, false],
    ],
  ])('%s', (_, options, expected) => {
    expect(verdicts(createPolicy(options))).toEqual(expected);
  });

  it('hands the origin and the request to the function, and nothing else', () => {
    const calls: unknown[][] = [];
    const policy = createPolicy<{ id: number }>({
      origin: (...args) => {
        calls.push(args);
        return false;
      },
    });
    policy.allowsOrigin(A, { id: 7 });
    policy.allowsOrigin(A);
    policy.allowsOrigin('null');
    policy.allowsOrigin(undefined);
    expect(calls).toEqual([
      [A, { id: 7 }],
      [A, undefined],
    ]);
  });

  it('promises where the function does', async () => {
    const policy = createPolicy({ origin: async (origin) => origin === A });
    expect(policy.allowsOrigin(A)).toBeInstanceOf(Promise);
    expect(await Promise.all(verdicts(policy))).toEqual([true, false, false, false, false, false]);
    expect(policy.allowsOrigin('null'), 'unasked, it promises nothing').toBe(false);
  });

  it('says what a function returned, and what to return', async () => {
    const policyOf = (answer: unknown) => createPolicy({ origin: () => answer as boolean });
    expect(() => policyOf(undefined).allowsOrigin(A)).toThrow(
      new TypeError(
        'The origin function returned undefined. Return true or false, or a promise of one. There is no callback: return the answer, or a promise of it.',
      ),
    );
    expect(() => policyOf('false').allowsOrigin(A)).toThrow(
      new TypeError('The origin function returned "false". Return true or false, or a promise of one.'),
    );
    await expect(policyOf(Promise.resolve(1)).allowsOrigin(A)).rejects.toThrow(
      'The origin function returned 1.',
    );
  });
});

describe('a policy', () => {
  it('is known again, from another copy of the package too', () => {
    const foreign = { [Symbol.for('crossgate.Policy')]: true };
    expect([createPolicy(), foreign, {}, null, undefined, 'x'].map(isPolicy)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('of nothing at all is an error, where nothing may stand in for it', () => {
    expect(issuesFrom(() => compilePolicy(undefined))).toMatchObject([
      { code: 'options-invalid', path: 'options' },
    ]);
  });
});

it('a thenable is whatever has a then to call', () => {
  const callable = Object.assign(() => {}, Object.fromEntries([['then', () => {}]]));
  expect([Promise.resolve(), callable].map(isThenable)).toEqual([true, true]);
  expect([null, undefined, 1, 'then', {}, Object.fromEntries([['then', 1]]), () => {}].some(isThenable)).toBe(
    false,
  );
});

describe('originList', () => {
  it.each([
    ['https://a.example', ['https://a.example']],
    ['https://a.example, https://b.example', ['https://a.example', 'https://b.example']],
    [' https://a.example\n\thttps://*.b.example:*,', ['https://a.example', 'https://*.b.example:*']],
    ['https://a.example,https://a.example', ['https://a.example']],
    ['*', ['*']],
    ['https://a.example,*', ['*']],
  ])('%j', (text, expected) => {
    const list = originList(text);
    expect(list).toEqual(expected);
    expect(Object.isFrozen(list)).toBe(true);
  });

  it.each([
    [undefined, 'originList', 'origin-missing', 'the variable is not set'],
    ['', 'originList', 'origin-missing', 'is empty'],
    [' ,, ', 'originList', 'origin-missing', 'is empty'],
    [['https://a.example'], 'originList', 'option-type', 'no text'],
    [null, 'originList', 'option-type', 'no text'],
    ['https://a.example/', 'origin[0]', 'origin-invalid', 'slash'],
    ['https://a.example;https://b.example', 'origin[0]', 'origin-invalid', 'several origins'],
    ['https://a.example,null', 'origin[1]', 'origin-null', 'sandboxed'],
  ])('%j is refused', (text, path, code, message) => {
    expect(issuesFrom(() => originList(text as string))).toMatchObject([
      { path, code, message: expect.stringContaining(message) },
    ]);
  });
});
