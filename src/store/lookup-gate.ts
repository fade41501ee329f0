import { isThenable } from '../policy/thenable.ts';

/** Why a lookup gave no answer, where it is not the lookup's own error. */
export class LookupError extends Error {
  override readonly name = 'LookupError';
  /** `timeout`: no answer within the time limit. `busy`: too many lookups were under way and waiting already. */
  readonly code: 'timeout' | 'busy';

  constructor(code: 'timeout' | 'busy', message: string) {
    super(message);
    this.code = code;
  }
}

export interface GateLimits {
  /** In milliseconds, the wait for a place included. */
  readonly timeLimit: number;
  readonly maxInFlight: number;
  readonly maxWaiting: number;
}

type Task = (signal: AbortSignal) => unknown;

/**
 * Stands before the database: so many lookups at once and no more, and each one ends in time, whatever becomes of its
 * promise. A lookup that outlives its time limit gives its place away, or a database that hangs once would keep
 * the store from ever asking again.
 */
export class LookupGate {
  readonly #limits: GateLimits;
  readonly #waiting = new Set<() => void>();
  #inFlight = 0;

  constructor(limits: GateLimits) {
    this.#limits = limits;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Runs the task, at once or as soon as there is a place.
   * @returns what the task returns, a promise only if it returns one or has to wait.
   * @throws what the task throws, and LookupError; a promise rejects with the same.
   */
  run(task: Task): unknown {
    const { maxInFlight, maxWaiting } = this.#limits;
    const abort = new AbortController();
    if (this.#inFlight < maxInFlight) {
      const result = task(abort.signal);
      return isThenable(result) ? this.#admit(() => result, abort) : result;
    }
    if (this.#waiting.size < maxWaiting) return this.#admit(() => task(abort.signal), abort);
    throw new LookupError('busy', `${maxInFlight} lookups are under way and ${maxWaiting} are waiting.`);
  }

  #admit(begin: () => unknown, abort: AbortController): Promise<unknown> {
    const { timeLimit, maxInFlight } = this.#limits;
    return new Promise((resolve, reject) => {
      let holdsPlace = false;
      let isOver = false;

      const end = (settle: () => void): void => {
        if (isOver) return;
        isOver = true;
        clearTimeout(timer);
        this.#waiting.delete(start);
        settle();
        if (!holdsPlace) return;
        this.#inFlight--;
        this.#startNext();
      };
      const start = (): void => {
        this.#waiting.delete(start);
        holdsPlace = true;
        this.#inFlight++;
        // Inside a promise, so that a task that throws is a task that rejects.
        new Promise((settle) => settle(begin())).then(
          (result) => end(() => resolve(result)),
          (error) => end(() => reject(error)),
        );
      };
      const timer = setTimeout(() => {
        const error = new LookupError('timeout', `A lookup gave no answer within ${timeLimit} ms.`);
        end(() => reject(error));
        abort.abort(error);
      }, timeLimit);

      if (this.#inFlight < maxInFlight) start();
      else this.#waiting.add(start);
    });
  }

  #startNext(): void {
    const [next] = this.#waiting;
    next?.();
  }
}
