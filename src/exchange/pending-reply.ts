import type { Reply } from './respond.ts';

/** Makes a reply of what was waited for. Never throws. */
interface Conclusion {
  readonly answered: (answer: unknown) => Reply;
  readonly failed: (reason: unknown) => Reply;
}

/**
 * A reply that waits for an answer. What is to happen next hangs on the answer itself, so that waiting costs one
 * microtask, where a promise of a reply would cost one of its own. Never rejects.
 */
export class PendingReply implements PromiseLike<Reply> {
  readonly #answer: Promise<unknown>;
  readonly #conclusion: Conclusion;

  constructor(answer: Promise<unknown>, conclusion: Conclusion) {
    this.#answer = answer;
    this.#conclusion = conclusion;
  }

  // biome-ignore lint/suspicious/noThenProperty: it stands in for a promise, and `await` has to find it.
  then<Next = Reply, Otherwise = never>(
    next?: ((reply: Reply) => Next | PromiseLike<Next>) | null,
    otherwise?: ((reason: unknown) => Otherwise | PromiseLike<Otherwise>) | null,
  ): Promise<Next | Otherwise> {
    const { answered, failed } = this.#conclusion;
    if (typeof next !== 'function') return this.#answer.then(answered, failed).then(next, otherwise);
    return this.#answer.then(
      (answer) => next(answered(answer)),
      (reason) => next(failed(reason)),
    );
  }
}
