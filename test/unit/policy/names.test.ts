import { describe, expect, it } from 'vitest';
import { codesOf, fixOf, issuesOf } from './issues.ts';

const ALL =
  'The options are: origin, methods, allowedHeaders, exposedHeaders, credentials, maxAge, preflightContinue, optionsSuccessStatus, enforce, vary, debug, dangerously.';

describe('names', () => {
  it.each([
    ['orgin', 'Did you mean origin?'],
    ['Origin', 'Did you mean origin?'],
    ['origins', 'Did you mean origin?'],
    ['allow_origins', 'Did you mean origin?'],
    ['allowedOrigins', 'Did you mean origin?'],
    ['headers', 'Did you mean allowedHeaders?'],
    ['allowHeaders', 'Did you mean allowedHeaders?'],
    ['allowed-headers', 'Did you mean allowedHeaders?'],
    ['exposeHeaders', 'Did you mean exposedHeaders?'],
    ['exposedHeader', 'Did you mean exposedHeaders?'],
    ['method', 'Did you mean methods?'],
    ['credential', 'Did you mean credentials?'],
    ['Access-Control-Allow-Credentials', ALL],
    ['withCredentials', 'Did you mean credentials?'],
    ['maxage', 'Did you mean maxAge?'],
    ['max_age', 'Did you mean maxAge?'],
    ['optionSuccessStatus', 'Did you mean optionsSuccessStatus?'],
    ['preflightContinued', 'Did you mean preflightContinue?'],
    ['xyzzy', ALL],
    ['', ALL],
    ['privateNetwork', 'Leave it out.'],
    ['allowPrivateNetwork', 'Leave it out.'],
    ['allowPrivateNetworkAccess', 'Leave it out.'],
  ])('%j', (name, fix) => {
    expect(issuesOf({ [name]: true })).toEqual([
      { code: 'unknown-option', path: name, value: true, message: expect.any(String), fix },
    ]);
  });

  it('of switches', () => {
    expect(issuesOf({ dangerously: { allowNull: true } })).toMatchObject([
      {
        code: 'unknown-option',
        path: 'dangerously.allowNull',
        fix: expect.stringContaining('allowNullOrigin'),
      },
    ]);
    expect(fixOf({ dangerously: { allowNullOrigins: true } })).toBe(
      'unknown-option: Did you mean allowNullOrigin?',
    );
  });

  it('private networks are explained', () => {
    expect(issuesOf({ privateNetwork: true })[0]?.message).toContain('withdrawn');
  });
});

describe('what is only inherited', () => {
  it('from a class', () => {
    class Options {
      get origin() {
        return 'https://a.example';
      }
    }
    expect(issuesOf(new Options())).toMatchObject([
      { code: 'option-inherited', path: 'origin', fix: 'Write { origin: options.origin }.' },
    ]);
  });

  it('from another object', () => {
    expect(codesOf(Object.create({ credentials: true, other: 1 }))).toEqual([
      'credentials: option-inherited',
    ]);
    expect(codesOf({ dangerously: Object.create({ allowNullOrigin: true }) })).toEqual([
      'dangerously.allowNullOrigin: option-inherited',
    ]);
  });

  it('from an URL, which is easily mistaken for options', () => {
    expect(codesOf(new URL('https://a.example'))).toEqual(['origin: option-inherited']);
  });

  it('is overridden by what is set', () => {
    expect(codesOf(Object.assign(Object.create({ maxAge: -1 }), { maxAge: 1 }))).toEqual([]);
  });
});
