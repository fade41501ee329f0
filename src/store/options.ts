import type { NodeRequest } from '../policy/options.ts';

/**
 * Asks the database about one origin. Only `true` allows; what is no boolean is a mistake in the lookup, and goes to
 * the framework's error handling.
 *
 * The answer is shared with every other request of the same origin (and the same `key`), so nothing else of the
 * request may decide it.
 *
 * @param signal aborted at the time limit, for clients that can cancel a query.
 */
export type Lookup<Request = NodeRequest> = {
  // Declared as a method so that an application may name its framework's own request type.
  look(origin: string, request: Request, signal: AbortSignal): boolean | PromiseLike<boolean>;
}['look'];

/** Everything but the lookup itself; {@link OriginStoreOptions} adds it. All times are in milliseconds. */
export interface StoreOptions<Request = NodeRequest> {
  /**
   * For how long an answer is taken for true. A revocation that nobody announced (see `invalidate`) takes effect
   * after `ttl.yes + staleWhileRevalidate` at the latest. `failure`: for how long a lookup that failed is not
   * repeated for the same origin.
   * @defaultValue `{ yes: 60_000, no: 10_000, failure: 1_000 }`
   */
  readonly ttl?: { readonly yes?: number; readonly no?: number; readonly failure?: number };
  /**
   * How many answers are kept of each kind; the least recently used go first.
   * @defaultValue `{ yes: 10_000, no: 10_000 }`
   */
  readonly max?: { readonly yes?: number; readonly no?: number };
  /**
   * For how long past its `ttl` a yes is still served at once while it is asked for anew in the background. A no is
   * never served stale: a refusal is in no hurry, and a customer who has just registered is.
   * @defaultValue `30_000`
   * @see https://www.rfc-editor.org/rfc/rfc5861#section-3
   */
  readonly staleWhileRevalidate?: number;
  /**
   * What a lookup that fails (throws, rejects, takes too long, finds no place) means for an origin without a valid
   * answer: `'deny'` refuses; `'stale'` allows what was allowed within the last `ttl.yes + staleIfError`.
   *
   * Security: with `'stale'`, an origin that was revoked while the database was out of reach stays allowed for so long.
   *
   * @defaultValue `'deny'`
   */
  readonly onError?: 'deny' | 'stale';
  /**
   * Read with `onError: 'stale'` only.
   * @defaultValue `3_600_000`, an hour
   * @see https://www.rfc-editor.org/rfc/rfc5861#section-4
   */
  readonly staleIfError?: number;
  /**
   * The longest that a request waits for a lookup. At least 1.
   * @defaultValue `1_000`
   */
  readonly timeLimit?: number;
  /**
   * How many lookups may be under way at once. At least 1.
   * @defaultValue `100`
   */
  readonly maxInFlight?: number;
  /**
   * How many lookups may wait for a place, within their time limit. Past it a lookup fails at once (see `onError`).
   * @defaultValue `1_000`
   */
  readonly maxWaiting?: number;
  /**
   * The tenant that a request belongs to: answers are kept per origin and tenant. `undefined`, `''` and what is longer
   * than 256 characters is no tenant, and is refused without a lookup. Needs `vary`.
   */
  readonly key?: {
    // A method for the same reason as in Lookup.
    of(request: Request): string | undefined;
  }['of'];
  /**
   * The names of the request headers that `key` reads; `[]` where it reads the URL and `Host` alone, which caches
   * tell apart anyway. They reach the policy through `store.options`.
   * @defaultValue none, and required with `key`
   * @see https://www.rfc-editor.org/rfc/rfc9110#field.vary
   */
  readonly vary?: readonly string[];
  /**
   * Hears of every lookup that failed.
   * @defaultValue a process warning for the first failure after a success
   */
  readonly onFailure?: (error: unknown, origin: string) => void;
}

/** Options of {@link originStore}. */
export interface OriginStoreOptions<Request = NodeRequest> extends StoreOptions<Request> {
  readonly lookup: Lookup<Request>;
}

/** Complete options. */
export type ResolvedStoreOptions<Request> = {
  readonly [Name in
    | 'staleWhileRevalidate'
    | 'staleIfError'
    | 'timeLimit'
    | 'maxInFlight'
    | 'maxWaiting']: number;
} & {
  readonly lookup: Lookup<Request>;
  readonly ttl: { readonly yes: number; readonly no: number; readonly failure: number };
  readonly max: { readonly yes: number; readonly no: number };
  readonly onError: 'deny' | 'stale';
  readonly key: ((request: Request) => string | undefined) | undefined;
  readonly vary: readonly string[];
  readonly onFailure: ((error: unknown, origin: string) => void) | undefined;
};
