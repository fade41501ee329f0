/** How many numbers may be ahead of the first missing one before the log gives up waiting for it. */
const MAX_EARLY = 1_000;

/**
 * Tells whether an announcement was lost. Every change is numbered by a counter in Redis and announced with its
 * number; whoever knows the counter and has heard every number up to it has missed nothing, whatever happened to
 * connections, subscriptions and announcers in between.
 *
 * A number that is missing may still be on its way, so it is called lost only at the second look.
 */
export class ChangeLog {
  #heardUpTo: number | undefined;
  #early = new Set<number>();
  #counterAtLastLook = 0;

  hear(number: number): void {
    if (this.#heardUpTo === undefined || number <= this.#heardUpTo) return;
    this.#early.add(number);
    while (this.#early.delete(this.#heardUpTo + 1)) this.#heardUpTo++;
    if (this.#early.size > MAX_EARLY) this.#early.clear();
  }

  /**
   * Compares with the counter.
   * @returns whether something was lost. The log then begins anew at `counter`: what it told of before is to be
   *   forgotten by the caller.
   */
  hasLost(counter: number): boolean {
    if (this.#heardUpTo === undefined) {
      this.restart(counter);
      return true;
    }
    // A counter that went back belongs to a Redis that lost its data, or to another one.
    const isOtherRedis = counter < this.#counterAtLastLook;
    const isMissing = this.#heardUpTo < this.#counterAtLastLook;
    if (isOtherRedis || isMissing) {
      this.restart(counter);
      return true;
    }
    this.#counterAtLastLook = counter;
    return false;
  }

  restart(counter: number): void {
    this.#heardUpTo = counter;
    this.#counterAtLastLook = counter;
    this.#early.clear();
  }
}
