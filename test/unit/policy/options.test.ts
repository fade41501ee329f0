import { describe, expect, it } from 'vitest';
import { createPolicy } from '../../../src/index.ts';
import { codesOf, fixOf } from './issues.ts';

const DEFAULTS = {
  origin: '*',
  methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'QUERY'],
  allowedHeaders: undefined,
  exposedHeaders: [],
  credentials: false,
  maxAge: undefined,
  preflightContinue: false,
  optionsSuccessStatus: 204,
  enforce: false,
  vary: [],
  debug: undefined,
  dangerously: {
    allowNullOrigin: false,
    allowInsecureOrigins: false,
    allowPublicSuffixes: false,
    reflectAnyOrigin: false,
    allowLooseRegExp: false,
  },
};

describe('the defaults', () => {
  it('of no options, of an empty object, and of one without a prototype', () => {
    for (const policy of [createPolicy(), createPolicy({}), createPolicy(Object.create(null))]) {
      expect(policy.options).toStrictEqual(DEFAULTS);
    }
  });

  it('stand in for undefined, everywhere but in origin', () => {
    const { origin: _, ...others } = DEFAULTS;
    const undefineds = Object.fromEntries(Object.keys(others).map((name) => [name, undefined]));
    expect(createPolicy(undefineds).options).toStrictEqual(DEFAULTS);
    expect(createPolicy({ dangerously: { allowNullOrigin: undefined } }).options).toStrictEqual(DEFAULTS);
    expect(codesOf({ origin: undefined })).toEqual(['origin: origin-missing']);
  });
});

describe('what is no options object', () => {
  it.each([
    ['null', null],
    ['a string', 'https://a.example'],
    ['a list', ['https://a.example']],
    ['a number', 1],
    ['true', true],
    ['a symbol', Symbol('x')],
    ['a Map', new Map()],
    ['a RegExp', /x/],
    ['a function', () => ({})],
    ['a promise, which would pass for an empty object', Promise.resolve({ origin: 'https://a.example' })],
  ])('%s', (_, options) => {
    expect(codesOf(options)).toEqual(['options: options-invalid']);
  });

  it('is answered with what to write', () => {
    expect(fixOf('https://a.example')).toBe('options-invalid: Write { origin: "https://a.example" }.');
    expect(fixOf(Promise.resolve({}))).toBe(
      'options-invalid: Await it first, or hand over a function that returns it.',
    );
    expect(fixOf(null)).toBe('options-invalid: Write an object: { origin: "https://app.example" }.');
  });
});

describe('each option is read once, and copied', () => {
  it('a getter runs once', () => {
    let reads = 0;
    const options = {
      get origin() {
        reads++;
        return 'https://a.example';
      },
    };
    createPolicy(options);
    expect(reads).toBe(1);
  });

  it('nothing of the caller changes, even frozen; and later changes change nothing', () => {
    const options = {
      origin: ['https://a.example'],
      methods: ['put'],
      allowedHeaders: ['X-A'],
      exposedHeaders: ['X-B'],
      vary: ['X-C'],
      dangerously: { allowNullOrigin: false },
    };
    const before = structuredClone(options);
    const policy = createPolicy(options);
    expect(options).toEqual(before);
    const normalized = structuredClone(policy.options);
    for (const list of [
      options.origin,
      options.methods,
      options.allowedHeaders,
      options.exposedHeaders,
      options.vary,
    ])
      list.push('https://evil.example');
    options.dangerously.allowNullOrigin = true;
    expect(policy.options).toEqual(normalized);
    expect(policy.allowsOrigin('https://evil.example')).toBe(false);
    Object.values(before).forEach(Object.freeze);
    expect(createPolicy(Object.freeze(before)).options).toEqual(normalized);
  });

  it('the policy is frozen, through and through', () => {
    const { options } = createPolicy({
      origin: ['https://a.example'],
      methods: 'PUT',
      allowedHeaders: 'X-A',
    });
    const defaults = createPolicy().options;
    for (const value of [
      options,
      options.origin,
      options.methods,
      options.allowedHeaders,
      options.dangerously,
      defaults.methods,
      defaults.vary,
    ]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
    expect(Object.isFrozen(createPolicy())).toBe(true);
  });
});
