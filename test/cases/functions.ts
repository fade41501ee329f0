import { setTimeout as delay } from 'node:timers/promises';
import type { CorsSource } from '../../src/cors.ts';
import { createPolicy } from '../../src/index.ts';
import {
  APP,
  answered,
  ask,
  type Case,
  DEFAULT_METHODS,
  EVIL,
  failed,
  handled,
  preflight,
  row,
} from './case.ts';

const ACAO = 'access-control-allow-origin';
const ALLOWED = handled({ [ACAO]: APP, vary: 'Origin' });
const REFUSED = handled({ vary: 'Origin' });
const GRANTED = answered({ [ACAO]: APP, 'access-control-allow-methods': DEFAULT_METHODS, vary: 'Origin' });
const FAILED = failed({ vary: 'Origin' });

const isApp = (origin: string) => origin === APP;
const isAppLater = async (origin: string) => {
  await delay(1);
  return origin === APP;
};
/** A promise of another make, as some libraries still return. */
// biome-ignore lint/suspicious/noThenProperty: being no real promise is the point of it
const thenable = { then: (resolve: (value: boolean) => void) => resolve(true) } as PromiseLike<boolean>;

/** What JavaScript lets a function do though its type does not. */
function misbehaving(origin: unknown): CorsSource<unknown> {
  return { origin: origin as (origin: string) => boolean, allowedHeaders: [], credentials: true };
}

const decisions: readonly Case[] = [
  row('a function allows', { origin: isApp }, ask(APP), ALLOWED),
  row('a function refuses', { origin: isApp }, ask(EVIL), REFUSED),
  row('a function is not asked without an Origin', { origin: () => true }, ask(undefined), REFUSED),
  row('a function is not asked about null', { origin: () => true }, ask('null'), REFUSED),
  row('a function is not asked about an empty origin', { origin: () => true }, ask(''), REFUSED),
  row(
    'a function is not asked about a malformed origin',
    { origin: () => true },
    ask('https://app.example/'),
    REFUSED,
  ),
  row(
    'a function is asked about null, opted in',
    { origin: (origin) => origin === 'null', dangerously: { allowNullOrigin: true } },
    ask('null'),
    handled({ [ACAO]: 'null', vary: 'Origin' }),
  ),
  row('an async function allows', { origin: isAppLater }, ask(APP), ALLOWED),
  row('an async function refuses', { origin: isAppLater }, ask(EVIL), REFUSED),
  row(
    'an async function allows a preflight',
    { origin: isAppLater, allowedHeaders: [] },
    preflight(APP),
    GRANTED,
  ),
  row(
    'an async function refuses a preflight',
    { origin: isAppLater, allowedHeaders: [] },
    preflight(EVIL),
    answered({ vary: 'Origin' }),
  ),
  row('a foreign promise allows', { origin: () => thenable }, ask(APP), ALLOWED),
];

const MISTAKES: readonly (readonly [does: string, origin: unknown])[] = [
  ['returns undefined, as one with a callback does', (_: string, callback: unknown) => void callback],
  ['calls back', (_: string, callback: (error: null, isAllowed: boolean) => void) => callback(null, true)],
  ['returns null', () => null],
  ['returns 1', () => 1],
  ['returns 0', () => 0],
  ["returns 'false'", () => 'false'],
  ['returns the origin', (origin: string) => origin],
  ['returns a Boolean object', () => new Boolean(true)],
  ['returns a list', () => [APP]],
  ['resolves to undefined', async () => undefined],
  ["resolves to 'false'", async () => 'false'],
  ['resolves to the origin', async (origin: string) => origin],
  ['throws an error', () => raise(new Error('database'))],
  ["throws 'route', which Express takes for a command", () => raise('route')],
  ["throws 'router'", () => raise('router')],
  ['throws undefined', () => raise(undefined)],
  ['throws 0', () => raise(0)],
  ['throws false', () => raise(false)],
  ['rejects with an error', async () => raise(new Error('database'))],
  ["rejects with 'route'", async () => raise('route')],
  ['rejects with undefined', async () => raise(undefined)],
  [
    'returns a promise whose then throws',
    () => Object.defineProperty({}, 'then', { get: () => raise(new Error('then')) }),
  ],
];

function raise(reason: unknown): never {
  throw reason;
}

const mistakes: readonly Case[] = MISTAKES.flatMap(([does, origin]) => [
  row(`a function that ${does}`, misbehaving(origin), ask(APP), FAILED),
  row(`a function that ${does}, in a preflight`, misbehaving(origin), preflight(APP), FAILED),
]);

const POLICY = createPolicy<unknown>({ origin: [APP], allowedHeaders: [] });
const PRIVATE = { origin: APP, credentials: true, allowedHeaders: [] } as const;

const delegates: readonly Case[] = [
  row('a delegate returns options', () => ({ origin: [APP] }), ask(APP), ALLOWED),
  row('a delegate returns options that refuse', () => ({ origin: [APP] }), ask(EVIL), REFUSED),
  row('a delegate returns a policy', () => POLICY, preflight(APP), GRANTED),
  row('a delegate promises options', async () => ({ origin: [APP] }), ask(APP), ALLOWED),
  row('a delegate promises a policy', async () => POLICY, preflight(EVIL), answered({ vary: 'Origin' })),
  row(
    'a delegate promises options with an async function',
    async () => ({ origin: isAppLater }),
    ask(APP),
    ALLOWED,
  ),
  row('a delegate and an async function', () => ({ origin: isAppLater }), ask(EVIL), REFUSED),
  row(
    'the choice of a public policy depends on the request',
    () => ({}),
    ask(APP),
    handled({ [ACAO]: '*', vary: 'Origin' }),
  ),
  row(
    'so does the choice of a constant one',
    () => PRIVATE,
    ask(undefined),
    handled({ [ACAO]: APP, 'access-control-allow-credentials': 'true', vary: 'Origin' }),
  ),
  row(
    'a delegate and the vary option',
    () => ({ origin: [APP], vary: ['X-Tenant'] }),
    ask(APP),
    handled({ [ACAO]: APP, vary: 'Origin, X-Tenant' }),
  ),
  row(
    'a delegate that enforces',
    () => ({ origin: [APP], enforce: true }),
    ask(EVIL),
    answered({ vary: 'Origin' }, 403),
  ),
  row(
    'a delegate whose function throws',
    () => misbehaving(() => raise('route')) as object,
    ask(APP),
    FAILED,
  ),
];

const DELEGATE_MISTAKES: readonly (readonly [does: string, delegate: unknown])[] = [
  ['returns nothing', () => undefined],
  ['returns null', () => null],
  ['returns false', () => false],
  ["returns '*'", () => '*'],
  ['returns a list', () => [APP]],
  ['returns a function', () => isApp],
  ['returns wrong options', () => ({ origins: APP })],
  ['throws an error', () => raise(new Error('tenant'))],
  ["throws 'route'", () => raise('route')],
  ['throws undefined', () => raise(undefined)],
  ['resolves to nothing', async () => undefined],
  ['resolves to wrong options', async () => ({ origin: 'https://app.example/' })],
  ["rejects with 'route'", async () => raise('route')],
  ['rejects with null', async () => raise(null)],
];

const delegateMistakes: readonly Case[] = DELEGATE_MISTAKES.map(([does, delegate]) =>
  row(`a delegate that ${does}`, delegate as () => object, ask(APP), FAILED),
);

export const functionCases: readonly Case[] = [...decisions, ...mistakes, ...delegates, ...delegateMistakes];
