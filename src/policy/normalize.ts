import { IssueList, show } from './errors.ts';
import {
  normalizeAllowedHeaders,
  normalizeExposedHeaders,
  normalizeMethods,
  normalizeVary,
} from './list-options.ts';
import type { DangerousOptions, NormalizedOptions } from './options.ts';
import { normalizeOrigin } from './origin-option.ts';
import { DANGEROUS_NAMES, type Given, readKnown, readOptions } from './read-options.ts';
import { normalizeBoolean, normalizeDebug, normalizeMaxAge, normalizeStatus } from './scalar-options.ts';

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
  const credentials = normalizeBoolean(given.get('credentials'), 'credentials', issues);
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
    preflightContinue: normalizeBoolean(given.get('preflightContinue'), 'preflightContinue', issues),
    optionsSuccessStatus:
      ifGiven(given, 'optionsSuccessStatus', (value) => normalizeStatus(value, issues)) ?? 204,
    enforce: normalizeBoolean(given.get('enforce'), 'enforce', issues),
    vary: ifGiven(given, 'vary', (value) => normalizeVary(value, issues)) ?? NONE,
    debug: ifGiven(given, 'debug', (value) => normalizeDebug(value, issues)),
    dangerously,
  };
  issues.throwIfAny();
  return Object.freeze(normalized) as NormalizedOptions<Request>;
}

function ifGiven<Result>(
  given: Given,
  name: string,
  normalize: (value: unknown) => Result,
): Result | undefined {
  const value = given.get(name);
  return value === undefined ? undefined : normalize(value);
}

/** The object itself and each of its switches are checked, so that one throw shows them all. */
function normalizeDangerously(given: Given, issues: IssueList): NormalizedOptions['dangerously'] {
  const value = given.get('dangerously');
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (value !== undefined && !isObject) {
    issues.add(
      'option-type',
      'dangerously',
      value,
      `${show(value)} is no object.`,
      `Write an object of booleans: ${DANGEROUS_NAMES.join(', ')}.`,
    );
  }
  const switches = readKnown(isObject ? value : {}, 'dangerously.', DANGEROUS_NAMES, issues);
  const read = (name: keyof DangerousOptions) =>
    normalizeBoolean(switches.get(name), `dangerously.${name}`, issues);
  return Object.freeze({
    allowNullOrigin: read('allowNullOrigin'),
    allowInsecureOrigins: read('allowInsecureOrigins'),
    allowPublicSuffixes: read('allowPublicSuffixes'),
    reflectAnyOrigin: read('reflectAnyOrigin'),
    allowLooseRegExp: read('allowLooseRegExp'),
  });
}
