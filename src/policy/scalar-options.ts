import { type IssueList, show } from './errors.ts';
import type { NormalizedOptions } from './options.ts';

/** Checks an option that is a boolean, `false` where it is not given. */
export function normalizeBoolean(value: unknown, path: string, issues: IssueList): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  issues.add(
    'option-type',
    path,
    value,
    `${show(value)} is neither true nor false.`,
    'Write true or false, without quotes.',
  );
  return false;
}

/** Checks `maxAge`. */
export function normalizeMaxAge(value: unknown, issues: IssueList): number {
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

/** Checks `optionsSuccessStatus`. */
export function normalizeStatus(value: unknown, issues: IssueList): number {
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

/** Checks `debug`. */
export function normalizeDebug(value: unknown, issues: IssueList): NormalizedOptions['debug'] {
  if (typeof value === 'boolean' || typeof value === 'function') return value as NormalizedOptions['debug'];
  issues.add(
    'option-type',
    'debug',
    value,
    `${show(value)} is neither a boolean nor a function.`,
    'Write true, false, or a function that takes the event.',
  );
  return false;
}
