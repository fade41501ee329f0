import { type Explanation, explain } from '../explain.ts';
import type { Verdict } from '../types.ts';

/**
 * What a page's `fetch` rejects with where the browser keeps the answer from the page: a `TypeError`, as there, but
 * one that knows why. Its message is the line of the browser's console, the cause on the server's side, and the cure.
 */
export class CorsBlockedError extends TypeError {
  override readonly name = 'CorsBlockedError';
  readonly verdict: Verdict;
  readonly explanation: Explanation;

  /** @param words what the browser's console says; by default the verdict's own message. */
  constructor(verdict: Verdict, words: string | null = verdict.message) {
    const explanation = explain(verdict);
    const { cause, cure } = explanation;
    const lines = [words ?? cause, ...(words === cause ? [] : [`Cause: ${cause}`]), `Cure: ${cure}`];
    super(lines.join('\n'));
    this.verdict = verdict;
    this.explanation = explanation;
  }
}
