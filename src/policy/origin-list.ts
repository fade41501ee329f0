import { IssueList } from './errors.ts';
import { normalizeOrigin } from './origin-option.ts';

const NO_RULES = { credentials: false, dangerously: {} };

/**
 * Turns the text of an environment variable into a list for the `origin` option: origins and patterns, separated by
 * commas or whitespace.
 *
 *     cors({ origin: originList(process.env.CORS_ORIGINS), credentials: true })
 *
 * @param text the variable's value.
 * @returns the origins, frozen, each one checked; a trailing comma does no harm.
 * @throws CorsOptionsError when the variable is unset or empty, or an entry is no origin.
 */
export function originList(text: string | undefined): readonly string[] {
  const issues = new IssueList();
  const entries = typeof text === 'string' ? text.split(/[\s,]+/).filter((entry) => entry !== '') : [];
  if (text !== undefined && typeof text !== 'string') {
    issues.add(
      'option-type',
      'originList',
      text,
      'the list is no text.',
      'Hand over the environment variable itself.',
    );
  } else if (entries.length === 0) {
    const state = text === undefined ? 'is undefined: the variable is not set.' : 'is empty.';
    issues.add(
      'origin-missing',
      'originList',
      text,
      `the list ${state}`,
      'Set the variable to something like "https://app.example, https://admin.example".',
    );
  }
  const origin = normalizeOrigin(entries, NO_RULES, issues);
  issues.throwIfAny();
  return origin === '*' ? Object.freeze(['*']) : (origin as readonly string[]);
}
