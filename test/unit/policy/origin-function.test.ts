import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../../src/index.ts';
import { fixOf } from './issues.ts';

const A = 'https://a.example';
const ask = (origin: unknown) =>
  createPolicy({ origin: origin as () => boolean }).allowsOrigin(A, { headers: {} });

const failureOf = (origin: unknown): unknown => {
  try {
    return ask(origin);
  } catch (error) {
    return error;
  }
};

describe('a function that calls its second parameter, as those for other libraries do', () => {
  it('is told that there is no callback', () => {
    const failure = failureOf((_origin: string, callback: (error: null, isAllowed: boolean) => void) =>
      callback(null, true),
    );
    expect(failure).toEqual(
      new TypeError(
        'The origin function failed with "callback is not a function". There is no callback: return the answer, or a promise of it.',
      ),
    );
    expect((failure as Error).cause).toBeInstanceOf(TypeError);
  });

  it.each([
    ['another error', new RangeError('callback is not a function')],
    ['another type error', new TypeError('no such site')],
    ['what is no error', 'callback is not a function'],
  ])('but %s comes out as it is', (_, reason) => {
    const failing = (_origin: string, _request: unknown) => {
      throw reason;
    };
    expect(failureOf(failing)).toBe(reason);
  });

  it('nor is a function that has no second parameter', () => {
    const broken = (origin: string) => (origin as unknown as () => boolean)();
    expect(failureOf(broken)).toMatchObject({ message: 'origin is not a function' });
  });
});

it('a RegExp without a scheme is answered with an example, one with a scheme by itself', () => {
  expect(fixOf({ origin: /a\.example$/ })).toBe(
    'regexp-unanchored: Write the whole origin between ^ and $, as in /^https:\\/\\/[a-z]+\\.app\\.example$/.',
  );
  expect(fixOf({ origin: /^https:\/\/a\.example/ })).toBe(
    'regexp-unanchored: Write ^ at the start and $ at the end of every alternative, as in /^(?:https:\\/\\/a\\.example)$/.',
  );
});
