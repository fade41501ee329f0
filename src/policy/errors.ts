/**
 * Stable names of what can be wrong with options. Each has a heading of its own in the README.
 */
export type CorsIssueCode =
  | 'options-invalid'
  | 'unknown-option'
  | 'option-inherited'
  | 'option-type'
  | 'origin-missing'
  | 'origin-invalid'
  | 'origin-null'
  | 'origin-insecure'
  | 'origin-public-suffix'
  | 'wildcard-with-credentials'
  | 'regexp-flags'
  | 'regexp-unanchored'
  | 'regexp-loose'
  | 'method-invalid'
  | 'method-forbidden'
  | 'method-case'
  | 'header-invalid'
  | 'header-forbidden'
  | 'header-misplaced'
  | 'max-age-range'
  | 'status-range';

/** One mistake in the options. */
export interface CorsIssue {
  /** What kind of mistake: stable, lower case, hyphens. */
  readonly code: CorsIssueCode;
  /** Where it stands, as one would write it in JavaScript: `origin[2]`, `dangerously.allowNullOrigin`. */
  readonly path: string;
  /** The value that was given. */
  readonly value: unknown;
  /** What is wrong with it. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

const BRAND = Symbol.for('crossgate.CorsOptionsError');

/**
 * Thrown when options cannot be turned into a policy. Carries every mistake at once, so that one run shows them all.
 */
export class CorsOptionsError extends TypeError {
  override readonly name = 'CorsOptionsError';
  /** Every mistake found, in the order of the options. Never empty. */
  readonly issues: readonly CorsIssue[];
  /** Marks the error across copies of this package (an ESM and a CommonJS one in the same process). */
  readonly [BRAND] = true;

  constructor(issues: readonly CorsIssue[]) {
    super(describe(issues));
    this.issues = Object.freeze(issues.map((issue) => Object.freeze({ ...issue })));
  }
}

/** Whether `error` is a {@link CorsOptionsError}, also one from another copy of this package. */
export function isCorsOptionsError(error: unknown): error is CorsOptionsError {
  return typeof error === 'object' && error !== null && BRAND in error;
}

/** Gathers mistakes, so that they can all be thrown together. */
export class IssueList {
  readonly #issues: CorsIssue[] = [];

  add(code: CorsIssueCode, path: string, value: unknown, message: string, fix: string): void {
    this.#issues.push({ code, path, value, message, fix });
  }

  /** @throws CorsOptionsError when anything was added. */
  throwIfAny(): void {
    if (this.#issues.length > 0) throw new CorsOptionsError(this.#issues);
  }
}

const MAX_SHOWN_LENGTH = 120;

/** A value as an error message shows it: JSON where JSON can, one line, never longer than a line should be. */
export function show(value: unknown): string {
  const text = showWhole(value);
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
}

function showWhole(value: unknown): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' || typeof value === 'symbol' || value instanceof RegExp) return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function describe(issues: readonly CorsIssue[]): string {
  const lines = issues.map(({ code, path, message, fix }) => `  - ${path}: ${message} ${fix} [${code}]`);
  const count = issues.length === 1 ? 'a wrong CORS option' : `${issues.length} wrong CORS options`;
  return `crossgate refuses ${count}:\n${lines.join('\n')}`;
}
