import { IssueList, show } from '../policy/errors.ts';
import { type Given, readKnown } from '../policy/read-options.ts';
import type { OriginStoreOptions, ResolvedStoreOptions } from './options.ts';

// Records, so that the compiler keeps them complete.
const NAMES = Object.keys({
  lookup: 0,
  ttl: 0,
  max: 0,
  staleWhileRevalidate: 0,
  onError: 0,
  staleIfError: 0,
  timeLimit: 0,
  maxInFlight: 0,
  maxWaiting: 0,
  key: 0,
  vary: 0,
  onFailure: 0,
} satisfies Record<keyof OriginStoreOptions, 0>);

const NO_LIMIT = { least: 0, most: Number.MAX_SAFE_INTEGER };
/** What a timer can wait for. */
const TIMER = { least: 1, most: 2 ** 31 - 1 };
/** Caches set their room aside beforehand. */
const ROOM = { least: 1, most: 10_000_000 };

/**
 * Fills in the defaults.
 * @throws CorsOptionsError with every mistake.
 */
export function resolveStoreOptions<Request>(options: object): ResolvedStoreOptions<Request> {
  const issues = new IssueList();
  const given = readKnown(options, '', NAMES, issues);
  const read = (name: string, fallback: number, range = NO_LIMIT) =>
    readNumber(given.get(name), name, fallback, range, issues);
  const readParts = <Name extends string>(
    name: string,
    fallbacks: Record<Name, number>,
    range = NO_LIMIT,
  ) => {
    const parts = readKnown(readObject(given, name, issues), `${name}.`, Object.keys(fallbacks), issues);
    const entries = Object.entries<number>(fallbacks).map(([part, fallback]) => [
      part,
      readNumber(parts.get(part), `${name}.${part}`, fallback, range, issues),
    ]);
    return Object.fromEntries(entries) as Record<Name, number>;
  };
  const key = readFunction(given, 'key', issues);
  const resolved = {
    lookup: readFunction(given, 'lookup', issues),
    ttl: readParts('ttl', { yes: 60_000, no: 10_000, failure: 1_000 }),
    max: readParts('max', { yes: 10_000, no: 10_000 }, ROOM),
    staleWhileRevalidate: read('staleWhileRevalidate', 30_000),
    staleIfError: read('staleIfError', 3_600_000),
    onError: given.get('onError') ?? 'deny',
    timeLimit: read('timeLimit', 1_000, TIMER),
    maxInFlight: read('maxInFlight', 100, { ...NO_LIMIT, least: 1 }),
    maxWaiting: read('maxWaiting', 1_000),
    key,
    vary: readVary(given, key !== undefined, issues),
    onFailure: readFunction(given, 'onFailure', issues),
  };
  if (resolved.onError !== 'deny' && resolved.onError !== 'stale') {
    addTypeIssue('onError', resolved.onError, "Write 'deny' or 'stale'.", issues);
  }
  if (resolved.lookup === undefined) {
    addTypeIssue(
      'lookup',
      undefined,
      'Write a function (origin, request) => boolean | Promise<boolean>.',
      issues,
    );
  }
  issues.throwIfAny();
  return resolved as ResolvedStoreOptions<Request>;
}

function readNumber(
  value: unknown,
  path: string,
  fallback: number,
  { least, most }: { readonly least: number; readonly most: number },
  issues: IssueList,
): number {
  if (value === undefined) return fallback;
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  addTypeIssue(path, value, `Write a whole number from ${least} to ${most}.`, issues);
  return fallback;
}

function readObject(given: Given, name: string, issues: IssueList): object {
  const value = given.get(name) ?? {};
  if (typeof value === 'object' && !Array.isArray(value)) return value;
  addTypeIssue(name, value, 'Write an object of numbers.', issues);
  return {};
}

function readFunction(given: Given, name: string, issues: IssueList): unknown {
  const value = given.get(name);
  if (value !== undefined && typeof value !== 'function')
    addTypeIssue(name, value, 'Write a function.', issues);
  return value;
}

/** Checked as a list only: the policy that gets the names checks each. */
function readVary(given: Given, isNeeded: boolean, issues: IssueList): readonly string[] {
  const value = given.get('vary');
  if (Array.isArray(value)) return Object.freeze([...value]);
  if (value !== undefined || isNeeded) {
    addTypeIssue('vary', value, 'List the request headers that key reads; [] for none.', issues);
  }
  return Object.freeze([]);
}

function addTypeIssue(path: string, value: unknown, fix: string, issues: IssueList): void {
  const message = value === undefined ? 'is missing.' : `${show(value)} will not do.`;
  issues.add('option-type', path, value, message, fix);
}
