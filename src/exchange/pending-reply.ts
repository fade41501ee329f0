import { asDecision } from '../policy/origin-function.ts';
import type { Exchange, RequestFacts } from './classify.ts';
import type { HeaderWriter, Reply } from './respond.ts';

/**
 * A reply that waits for an origin function. What is to happen next hangs on the function's own promise, so that waiting
 * costs one microtask, where a promise of a reply would cost one more. Never rejects.
 */
export class PendingReply implements PromiseLike<Reply> {
  readonly #answer: Promise<unknown>;
  readonly #writer: HeaderWriter;
  readonly #exchange: Exchange;
  readonly #facts: RequestFacts;

  constructor(answer: Promise<unknown>, writer: HeaderWriter, exchange: Exchange, facts: RequestFacts) {
    this.#answer = answer;
    this.#writer = writer;
    this.#exchange = exchange;
    this.#facts = facts;
  }

  // biome-ignore lint/suspicious/noThenProperty: it stands in for a promise, and `await` has to find it.
  then<Next = Reply>(next?: ((reply: Reply) => Next | PromiseLike<Next>) | null): Promise<Next> {
    const handOn = next ?? ((reply: Reply) => reply as Next);
    return this.#answer.then(
      (answer) => handOn(this.#conclude(answer)),
      (reason) => handOn(this.#writer.fail(reason)),
    );
  }

  #conclude(answer: unknown): Reply {
    try {
      return this.#writer.respond(this.#exchange, this.#facts, asDecision(answer));
    } catch (reason) {
      return this.#writer.fail(reason);
    }
  }
}
