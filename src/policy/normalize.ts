import { IssueList, show } from './errors.ts';
import {
  normalizeAllowedHeaders,
  normalizeExposedHeaders,
  normalizeMethods,
  normalizeVary,
} from './list-options.ts';
import { nearestName } from './nearest.ts';
import type { CorsOptions, DangerousOptions, NormalizedOptions } from './options.ts';
import { normalizeOrigin } from './origin-option.ts';

const DEFAULT_METHODS: readonly string[] = Object.freeze([
  'GET',
  'HEAD',
  'PUT',
  'PATCH',
  'POST',
  'DELETE',
  'QUERY',
]);
const NONE: readonly string[] = Object.freeze([]);

// Records, so that the compiler keeps them complete.
const OPTION_NAMES = Object.keys({
  origin: 0,
  methods: 0,
  allowedHeaders: 0,
  exposedHeaders: 0,
  credentials: 0,
  maxAge: 0,
  preflightContinue: 0,
  optionsSuccessStatus: 0,
  enforce: 0,
  vary: 0,
  dangerously: 0,
} satisfies Record<keyof CorsOptions, 0>);

const DANGEROUS_NAMES = Object.keys({
  allowNullOrigin: 0,
  allowInsecureOrigins: 0,
  allowPublicSuffixes: 0,
  reflectAnyOrigin: 0,
  allowLooseRegExp: 0,
} satisfies Record<keyof DangerousOptions, 0>);

/**
 * Turns options into their complete, frozen form. Pure: reads each option once, changes nothing, keeps nothing of the
 * caller's that could change later (an origin function is kept as it is).
 *
 * @throws CorsOptionsError with every mistake.
 */
export function normalizeOptions<Request>(options: unknown): NormalizedOptions<Request> {
  const issues = new IssueList();
  const given = readOptions(options, issues);
  const dangerously = normalizeDangerously(given, issues);
  const credentials = normalizeBoolean(given, 'credentials', issues);
  const origin = given.has('origin') ? given.get('origin') : '*';
  const normalized: NormalizedOptions = {
    origin: normalizeOrigin(origin, { credentials, dangerously }, issues),
    methods: ifGiven(given, 'methods', (value) => normalizeMethods(value, issues)) ?? DEFAULT_METHODS,
    allowedHeaders: ifGiven(given, 'allowedHeaders', (value) => normalizeAllowedHeaders(value, issues)),
    exposedHeaders:
      ifGiven(given, 'exposedHeaders', (value) => normalizeExposedHeaders(value, credentials, issues)) ??
      NONE,
    credentials,
    maxAge: ifGiven(given, 'maxAge', (value) => normalizeMaxAge(value, issues)),
    preflightContinue: normalizeBoolean(given, 'preflightContinue', issues),
    optionsSuccessStatus:
      ifGiven(given, 'optionsSuccessStatus', (value) => normalizeStatus(value, issues)) ?? 204,
    enforce: normalizeBoolean(given, 'enforce', issues),
    vary: ifGiven(given, 'vary', (value) => normalizeVary(value, issues)) ?? NONE,
    dangerously,
  };
  issues.throwIfAny();
  return Object.freeze(normalized) as NormalizedOptions<Request>;
}

type Given = ReadonlyMap<string, unknown>;

/**
 * Reads each known option once. An option that is only inherited would be a surprise whichever way it was taken:
 * ignoring the `origin` of a class would open the server to everyone, obeying a polluted prototype as well.
 */
function readOptions(options: unknown, issues: IssueList): Given {
  if (
    typeof options !== 'object' ||
    options === null ||
    Symbol.iterator in options ||
    options instanceof RegExp
  ) {
    const fix =
      typeof options === 'string'
        ? `Write { origin: ${show(options)} }.`
        : 'Write an object: { origin: "https://app.example" }.';
    issues.add('options-invalid', 'options', options, `${show(options)} is no options object.`, fix);
    issues.throwIfAny();
  }
  return readKnown(options as object, '', OPTION_NAMES, issues);
}

function readKnown(object: object, prefix: string, known: readonly string[], issues: IssueList): Given {
  const given = new Map<string, unknown>();
  for (const name of known) {
    if (Object.hasOwn(object, name)) given.set(name, Reflect.get(object, name));
    else if (name in object) {
      issues.add(
        'option-inherited',
        prefix + name,
        undefined,
        'is inherited from a prototype instead of being set on the object.',
        `Write { ${name}: options.${name} }.`,
      );
    }
  }
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) addUnknown(prefix + name, name, Reflect.get(object, name), known, issues);
  }
  return given;
}

function addUnknown(
  path: string,
  name: string,
  value: unknown,
  known: readonly string[],
  issues: IssueList,
): void {
  if (/^(?:allow)?privatenetwork(?:access)?$/i.test(name)) {
    issues.add(
      'unknown-option',
      path,
      value,
      'there is no such option: Private Network Access was withdrawn, and browsers now ask the user instead of the server.',
      'Leave it out.',
    );
    return;
  }
  const nearest = nearestName(name, known);
  const fix = nearest === undefined ? `The options are: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
  issues.add('unknown-option', path, value, `there is no option ${show(name)}.`, fix);
}

function ifGiven<Result>(
  given: Given,
  name: string,
  normalize: (value: unknown) => Result,
): Result | undefined {
  const value = given.get(name);
  return value === undefined ? undefined : normalize(value);
}

function normalizeBoolean(given: Given, name: string, issues: IssueList, prefix = ''): boolean {
  const value = given.get(name);
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  issues.add(
    'option-type',
    prefix + name,
    value,
    `${show(value)} is neither true nor false.`,
    'Write true or false, without quotes.',
  );
  return false;
}

function normalizeDangerously(given: Given, issues: IssueList): NormalizedOptions['dangerously'] {
  const value = given.get('dangerously') ?? {};
  const isObject = typeof value === 'object' && !Array.isArray(value);
  if (!isObject || given.get('dangerously') === null) {
    issues.add(
      'option-type',
      'dangerously',
      value,
      `${show(value)} is no object.`,
      `Write an object of booleans: ${DANGEROUS_NAMES.join(', ')}.`,
    );
  }
  const switches = readKnown(isObject ? value : {}, 'dangerously.', DANGEROUS_NAMES, issues);
  const read = (name: keyof DangerousOptions) => normalizeBoolean(switches, name, issues, 'dangerously.');
  return Object.freeze({
    allowNullOrigin: read('allowNullOrigin'),
    allowInsecureOrigins: read('allowInsecureOrigins'),
    allowPublicSuffixes: read('allowPublicSuffixes'),
    reflectAnyOrigin: read('reflectAnyOrigin'),
    allowLooseRegExp: read('allowLooseRegExp'),
  });
}

function normalizeMaxAge(value: unknown, issues: IssueList): number {
  if (typeof value !== 'number') {
    issues.add(
      'option-type',
      'maxAge',
      value,
      `${show(value)} is no number.`,
      'Write whole seconds, such as 600.',
    );
  } else if (!Number.isInteger(value) || value < 0 || value > 86400) {
    issues.add(
      'max-age-range',
      'maxAge',
      value,
      `${show(value)} is not a whole number of seconds from 0 to 86400.`,
      value > 86400
        ? 'Write 86400: no browser remembers a preflight for longer than a day.'
        : 'Write 0 to have each preflight sent anew.',
    );
  }
  return Number(value);
}

function normalizeStatus(value: unknown, issues: IssueList): number {
  if (typeof value !== 'number') {
    issues.add(
      'option-type',
      'optionsSuccessStatus',
      value,
      `${show(value)} is no number.`,
      'Write 204 or 200.',
    );
  } else if (!Number.isInteger(value) || value < 200 || value > 299) {
    issues.add(
      'status-range',
      'optionsSuccessStatus',
      value,
      `a preflight answered with ${show(value)} fails in every browser.`,
      'Write 204, or another status from 200 to 299.',
    );
  }
  return Number(value);
}
