import { type CorsIssue, CorsOptionsError, createPolicy } from '../../../src/index.ts';

/** Every mistake found in what may be anything. Empty: the options are accepted. */
export function issuesOf(options: unknown): readonly CorsIssue[] {
  return issuesFrom(() => createPolicy(options as object));
}

export function issuesFrom(action: () => unknown): readonly CorsIssue[] {
  try {
    action();
    return [];
  } catch (error) {
    if (error instanceof CorsOptionsError) return error.issues;
    throw error;
  }
}

/** The mistakes as `path: code`, which is what most tests are about. */
export function codesOf(options: unknown): readonly string[] {
  return issuesOf(options).map(({ path, code }) => `${path}: ${code}`);
}

/** What a single mistake is answered with: its code, and what to write instead. */
export function fixOf(options: unknown): string {
  const [issue, ...more] = issuesOf(options);
  return issue === undefined || more.length > 0 ? `${more.length + 1} issues` : `${issue.code}: ${issue.fix}`;
}
