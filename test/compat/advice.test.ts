import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import compat, { type CompatSettings, type CorsOptions } from '../../src/compat/index.ts';
import { createPolicy, isCorsOptionsError } from '../../src/index.ts';
import { send } from './outcome.ts';

const warn = vi.spyOn(console, 'warn');

beforeEach(() => {
  vi.stubEnv('NODE_ENV', 'development');
  vi.stubEnv('CROSSGATE_QUIET', '');
  warn.mockReset().mockImplementation(() => {});
});

afterEach(() => vi.unstubAllEnvs());

const make = (source: unknown, settings?: CompatSettings) => compat(source as CorsOptions, settings);
const said = () => warn.mock.calls.map(([text]) => String(text));

const wrong: [string, unknown][] = [
  ['wildcard-with-credentials', { credentials: true }],
  ['unknown-option', { headers: ['x-a'] }],
  ['origin-missing', { origin: undefined }],
  ['origin-invalid', { origin: 'http://a.com/' }],
  ['origin-invalid', { origin: '' }],
  ['regexp-unanchored', { origin: /a\.com/ }],
  ['regexp-flags', { origin: /^https:\/\/a\.com$/g }],
  ['option-type', { origin: ['http://a.com', true] }],
  ['option-type', { maxAge: '10m' }],
  ['option-type', { credentials: 'true' }],
  ['method-case', { methods: 'get,patch' }],
  ['status-range', { optionsSuccessStatus: 404 }],
  ['options-invalid', 'http://a.com'],
  ['options-invalid', null],
  ['options-invalid', (_request: unknown, callback: (error: null) => void) => callback(null)],
  ['option-inherited', Object.create({ origin: 'http://a.com' })],
];

it.each(wrong)('says once, in the words of the strict entry: %s', async (code, source) => {
  const middleware = make(source);
  await send(middleware);
  await send(middleware, 'OPTIONS');
  expect(said()).toHaveLength(1);
  expect(said()[0]).toContain(`[${code}]`);
  expect(said()[0]).toContain('{ quiet: true }');
  if (typeof source === 'function') return;
  try {
    createPolicy(source as never);
    expect.unreachable('the strict entry accepts this');
  } catch (error) {
    if (!isCorsOptionsError(error)) throw error;
    for (const { code, message, fix } of error.issues) {
      expect(said()[0]).toContain(`${message} ${fix} [${code}]`);
    }
  }
});

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['an exact origin', { origin: 'https://a.com', credentials: true, maxAge: 600 }],
  ['a list with an anchored RegExp', { origin: ['https://a.com', /^https:\/\/b\.com$/] }],
  ['a switched-off policy', { origin: false }],
  [
    'an origin function',
    { origin: (_: unknown, callback: (e: null, ok: boolean) => void) => callback(null, true) },
  ],
  ['an async delegate', async () => ({ origin: 'https://a.com' })],
])('is silent about what the strict entry accepts: %s', async (_, source) => {
  await send(make(source));
  expect(said()).toEqual([]);
});

it('says it once for options that several middlewares share', () => {
  const options = { credentials: true };
  make(options);
  make(options);
  expect(said()).toHaveLength(1);
});

it('says it once for the options that a delegate makes anew for each request', async () => {
  const middleware = make(() => ({ credentials: true }));
  await send(middleware);
  await send(middleware);
  expect(said()).toHaveLength(1);
});

it('runs no getter of the options', async () => {
  let runs = 0;
  const options = {
    maxAge: '10m',
    get origin() {
      runs++;
      return 'https://a.com';
    },
  };
  const middleware = make(options);
  expect([runs, said().length]).toEqual([0, 1]);
  await send(middleware);
  expect(runs).toBe(1);
});

it.each<[string, CompatSettings | undefined, Record<string, string>]>([
  ['a second argument', { quiet: true }, {}],
  ['an environment variable', undefined, { CROSSGATE_QUIET: '1' }],
  ['production', undefined, { NODE_ENV: 'production' }],
])('is silenced by %s', async (_, settings, env) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  await send(make({ credentials: true }, settings));
  await send(make(() => ({ credentials: true }), settings));
  expect(said()).toEqual([]);
});
