import { LRUCache } from 'lru-cache';

/** How long answers live, in milliseconds of the monotonic clock, and how many are kept. */
export interface AnswerLimits {
  readonly ttl: { readonly yes: number; readonly no: number; readonly failure: number };
  readonly max: { readonly yes: number; readonly no: number };
  readonly staleWhileRevalidate: number;
  readonly staleIfError: number;
}

/**
 * What is remembered about a key. `stale`: a yes that may still be served while it is asked for anew. `failed`: there
 * is none to serve, and the last lookup failed so recently that asking again would help nobody.
 */
export type Recalled = 'yes' | 'stale' | 'no' | 'failed' | undefined;

interface Yes {
  readonly askedAt: number;
  /** Not to be asked again before: a lookup has just failed. */
  retryAt: number;
}

/**
 * The answers of a store. Yes and no are bounded apart: whoever makes up origins fills the cache of refusals, and
 * pushes no customer out. Every time is `performance.now()`, so that a clock that is set forth or back neither revives
 * an answer nor ends one early.
 */
export class Answers {
  readonly #limits: AnswerLimits;
  readonly #yes: LRUCache<string, Yes>;
  /** Until when the refusal holds: an answer of the lookup, or its failure. */
  readonly #no: LRUCache<string, { readonly until: number; readonly isFailure: boolean }>;

  constructor(limits: AnswerLimits) {
    this.#limits = limits;
    this.#yes = new LRUCache({ max: limits.max.yes });
    this.#no = new LRUCache({ max: limits.max.no });
  }

  get size(): { readonly yes: number; readonly no: number } {
    return { yes: this.#yes.size, no: this.#no.size };
  }

  recall(key: string, now: number): Recalled {
    const { ttl, staleWhileRevalidate } = this.#limits;
    const yes = this.#yes.get(key);
    if (yes === undefined) {
      const no = this.#no.get(key);
      if (no === undefined || now >= no.until) return undefined;
      return no.isFailure ? 'failed' : 'no';
    }
    const age = now - yes.askedAt;
    if (age < ttl.yes) return 'yes';
    if (age < ttl.yes + staleWhileRevalidate) return now < yes.retryAt ? 'yes' : 'stale';
    return now < yes.retryAt ? 'failed' : undefined;
  }

  /** `askedAt`: when the lookup began. What changed while it ran may not be in its answer. */
  keep(key: string, isAllowed: boolean, askedAt: number): void {
    if (isAllowed) {
      this.#no.delete(key);
      this.#yes.set(key, { askedAt, retryAt: 0 });
    } else {
      this.#yes.delete(key);
      this.#no.set(key, { until: askedAt + this.#limits.ttl.no, isFailure: false });
    }
  }

  keepFailure(key: string, now: number): void {
    const until = now + this.#limits.ttl.failure;
    const yes = this.#yes.peek(key);
    if (yes === undefined) this.#no.set(key, { until, isFailure: true });
    else yes.retryAt = until;
  }

  /** Whether there is a yes, recent enough to stand in for a lookup that failed. */
  hasStale(key: string, now: number): boolean {
    const yes = this.#yes.peek(key);
    return yes !== undefined && now - yes.askedAt < this.#limits.ttl.yes + this.#limits.staleIfError;
  }

  drop(key: string): void {
    this.#yes.delete(key);
    this.#no.delete(key);
  }

  dropWhere(matches: (key: string) => boolean): void {
    for (const cache of [this.#yes, this.#no]) {
      for (const key of [...cache.keys()]) if (matches(key)) cache.delete(key);
    }
  }

  clear(): void {
    this.#yes.clear();
    this.#no.clear();
  }
}
