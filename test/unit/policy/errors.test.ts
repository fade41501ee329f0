import { describe, expect, it } from 'vitest';
import { CorsOptionsError, createPolicy, isCorsOptionsError } from '../../../src/index.ts';
import { codesOf, issuesOf } from './issues.ts';

it('every mistake is reported at once', () => {
  const wrong = {
    origins: 'x',
    origin: ['https://a.example/', 'null', 'http://b.example'],
    credentials: true,
    methods: ['patch', 'TRACE'],
    allowedHeaders: 'Cookie',
    exposedHeaders: '*',
    maxAge: '1',
    optionsSuccessStatus: 404,
    vary: '*',
    dangerously: { x: true },
  };
  expect([...codesOf(wrong)].sort()).toEqual([
    'allowedHeaders: header-forbidden',
    'dangerously.x: unknown-option',
    'exposedHeaders: wildcard-with-credentials',
    'maxAge: option-type',
    'methods[0]: method-case',
    'methods[1]: method-forbidden',
    'optionsSuccessStatus: status-range',
    'origin[0]: origin-invalid',
    'origin[1]: origin-null',
    'origin[2]: origin-insecure',
    'origins: unknown-option',
    'vary: header-invalid',
  ]);
  expect(() => createPolicy(wrong as object)).toThrow(CorsOptionsError);
});

describe('the error', () => {
  const error = (() => {
    try {
      return createPolicy({ origin: 'https://a.example/', maxAge: -1 });
    } catch (thrown) {
      return thrown as CorsOptionsError;
    }
  })() as CorsOptionsError;

  it('is a TypeError with a name, and says everything in its message', () => {
    expect(error).toBeInstanceOf(TypeError);
    expect(error.name).toBe('CorsOptionsError');
    expect(error.message).toBe(
      [
        'crossgate refuses 2 wrong CORS options:',
        '  - origin: "https://a.example/" ends with a slash; an origin has no path. Write "https://a.example". [origin-invalid]',
        '  - maxAge: -1 is not a whole number of seconds from 0 to 86400. Write 0 to have each preflight sent anew. [max-age-range]',
      ].join('\n'),
    );
    expect(() => createPolicy({ maxAge: -1 })).toThrow(
      'crossgate refuses a wrong CORS option:\n  - maxAge: ',
    );
  });

  it('is frozen', () => {
    expect(Object.isFrozen(error.issues) && error.issues.every(Object.isFrozen)).toBe(true);
  });

  it('is known again, from another copy of the package too', () => {
    const foreign = { [Symbol.for('crossgate.CorsOptionsError')]: true };
    expect([error, foreign, new TypeError(), null, undefined, 'x', {}].map(isCorsOptionsError)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('shows any value, on one line, never too long', () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    const shown = (value: unknown) => issuesOf({ credentials: value })[0]?.message;
    expect(shown('a\nb')).toContain('"a\\nb" is');
    expect(shown('x'.repeat(200))).toContain(`"${'x'.repeat(119)}… is`);
    expect(shown(1n)).toContain('1n is');
    expect(shown(Number.NaN)).toContain('NaN is');
    expect(shown(Symbol('s'))).toContain('Symbol(s) is');
    expect(shown(/x/g)).toContain('/x/g is');
    expect(shown(() => true)).toContain('a function is');
    expect(shown(function named() {})).toContain('function named is');
    expect(shown(cyclic)).toContain('[object Array] is');
    expect(shown({ toJSON: () => undefined })).toContain('[object Object] is');
  });
});
