import { describe, expect, it } from 'vitest';
import { originStore } from '../../src/store/index.ts';

describe('options', () => {
  it('names every mistake at once', () => {
    const wrong = {
      lookup: 'SISMEMBER',
      ttl: { yes: -1, maybe: 5 },
      max: { no: 0 },
      timeLimit: Number.POSITIVE_INFINITY,
      onError: 'allow',
      key: () => 'acme',
      timeout: 5,
    };
    let thrown: unknown;
    try {
      originStore(wrong as never);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: 'CorsOptionsError' });
    const { issues } = thrown as { issues: { code: string; path: string }[] };
    expect(issues.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'option-type lookup',
      'option-type max.no',
      'option-type onError',
      'option-type timeLimit',
      'option-type ttl.yes',
      'option-type vary',
      'unknown-option timeout',
      'unknown-option ttl.maybe',
    ]);
  });

  it('asks for a lookup', () => {
    expect(() => originStore({} as never)).toThrow('lookup: is missing.');
  });
});
