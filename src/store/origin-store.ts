import { show } from '../policy/errors.ts';
import type { NodeRequest, OriginFunction } from '../policy/options.ts';
import { isThenable } from '../policy/thenable.ts';
import { Answers } from './answers.ts';
import { createFailureReport } from './failure-report.ts';
import { type InvalidationTarget, keyOf, selectKeys } from './keys.ts';
import { LookupError, LookupGate } from './lookup-gate.ts';
import type { OriginStoreOptions } from './options.ts';
import { resolveStoreOptions } from './resolve-options.ts';

/** What a store has done since it was made, and what it holds now. */
export interface StoreFigures {
  /** Requests answered from memory; those with a stale yes among them. */
  readonly hits: number;
  readonly staleHits: number;
  /** Requests that had to wait for a lookup, their own or one that was under way. */
  readonly misses: number;
  /** Lookups that were begun, or wanted to be: `errors` of them failed, for a time limit or for want of a place too. */
  readonly lookups: number;
  readonly errors: number;
  readonly timeouts: number;
  readonly busy: number;
  readonly inFlight: number;
  readonly waiting: number;
  /** Answers in memory. */
  readonly yes: number;
  readonly no: number;
}

/** An origin function with a memory. Write it as the `origin` of a policy. */
export interface OriginStore<Request = NodeRequest> {
  // Synchronous where the answer is in memory.
  (origin: string, request: Request): boolean | Promise<boolean>;
  /**
   * The options of a policy that this store decides: `cors({ ...store.options, credentials: true })`. With `key`, this
   * is how its `Vary` reaches the policy.
   */
  readonly options: { readonly origin: OriginFunction<Request>; readonly vary: readonly string[] };
  /**
   * Forgets an origin, under every key; or what `{ origin, key }` names, where either may be left out. A lookup that is
   * under way began too early to know: its answer goes to those who wait for it, and is not kept.
   */
  readonly invalidate: (target: InvalidationTarget) => void;
  /** Forgets everything, in the same way. */
  readonly clear: () => void;
  readonly figures: () => StoreFigures;
}

interface Flight {
  answer: Promise<boolean> | undefined;
  isOutdated: boolean;
}

/**
 * Makes an origin function for lists that live in a database: asks it once for many requests, remembers the answers
 * within bounds, and never lets a request wait for longer than `timeLimit`.
 *
 *     const origins = originStore({ lookup: (origin) => db.isRegistered(origin) });
 *     app.use(cors({ origin: origins, credentials: true }));
 *     onRevoked((origin) => origins.invalidate(origin));
 *
 * Security: a lookup that fails refuses (see `onError`). A revocation takes effect with `invalidate`, or with time.
 *
 * @throws CorsOptionsError with every mistake in `options`.
 */
export function originStore<Request = NodeRequest>(
  options: OriginStoreOptions<Request>,
): OriginStore<Request> {
  const {
    lookup,
    key: tenantOf,
    vary,
    onError,
    onFailure,
    ...limits
  } = resolveStoreOptions<Request>(options);
  const answers = new Answers(limits);
  const gate = new LookupGate(limits);
  const flights = new Map<string, Flight>();
  const failures = createFailureReport(onFailure);
  const counts = { hits: 0, staleHits: 0, misses: 0, lookups: 0, errors: 0, timeouts: 0, busy: 0 };

  function decide(origin: string, request: Request): boolean | Promise<boolean> {
    const key = tenantOf === undefined ? origin : keyOf(origin, tenantOf(request));
    if (key === undefined) return false;
    const now = performance.now();
    const recalled = answers.recall(key, now);
    if (recalled === undefined) {
      counts.misses++;
      return flights.get(key)?.answer ?? ask(key, origin, request);
    }
    counts.hits++;
    if (recalled === 'failed') return mayStandIn(key, now);
    if (recalled === 'stale') {
      counts.staleHits++;
      if (!flights.has(key)) refresh(key, origin, request);
    }
    return recalled !== 'no';
  }

  function ask(key: string, origin: string, request: Request): boolean | Promise<boolean> {
    const askedAt = performance.now();
    const flight: Flight = { answer: undefined, isOutdated: false };
    const land = (result: unknown) => {
      if (flights.get(key) === flight) flights.delete(key);
      if (typeof result !== 'boolean') {
        counts.errors++;
        throw mistakeIn(result);
      }
      failures.end();
      if (!flight.isOutdated) answers.keep(key, result, askedAt);
      return result;
    };
    const crash = (error: unknown) => {
      if (flights.get(key) === flight) flights.delete(key);
      return fail(error, key, origin, flight);
    };

    counts.lookups++;
    // Before the lookup runs: it may itself invalidate.
    flights.set(key, flight);
    let result: unknown;
    try {
      result = gate.run((signal) => lookup(origin, request, signal));
    } catch (error) {
      return crash(error);
    }
    if (!isThenable(result)) return land(result);
    flight.answer = Promise.resolve(result).then(land, crash);
    return flight.answer;
  }

  /** In the background: nobody waits, so a mistake in the lookup is told to `onFailure`. */
  function refresh(key: string, origin: string, request: Request): void {
    const report = (error: unknown) => failures.report(error, origin);
    try {
      const answer = ask(key, origin, request);
      if (isThenable(answer)) answer.then(undefined, report);
    } catch (error) {
      report(error);
    }
  }

  function fail(error: unknown, key: string, origin: string, flight: Flight): boolean {
    const code = error instanceof LookupError ? error.code : undefined;
    counts.errors++;
    if (code === 'timeout') counts.timeouts++;
    if (code === 'busy') counts.busy++;
    const now = performance.now();
    // For want of a place nothing was asked, and the next request may find one.
    if (code !== 'busy' && !flight.isOutdated) answers.keepFailure(key, now);
    failures.report(error, origin);
    return mayStandIn(key, now);
  }

  function mayStandIn(key: string, now: number): boolean {
    return onError === 'stale' && answers.hasStale(key, now);
  }

  function outdate(matches: (key: string) => boolean): void {
    for (const [key, flight] of flights) {
      if (!matches(key)) continue;
      flight.isOutdated = true;
      flights.delete(key);
    }
  }

  return Object.assign(decide, {
    options: Object.freeze({ origin: decide, vary }),
    invalidate(target: InvalidationTarget): void {
      const selected = selectKeys(target, tenantOf !== undefined);
      if (typeof selected === 'string') {
        outdate((key) => key === selected);
        answers.drop(selected);
      } else {
        outdate(selected);
        answers.dropWhere(selected);
      }
    },
    clear(): void {
      outdate(() => true);
      answers.clear();
    },
    figures(): StoreFigures {
      return { ...counts, inFlight: gate.inFlight, waiting: gate.waiting, ...answers.size };
    },
  });
}

function mistakeIn(result: unknown): TypeError {
  const hint = result === 1 || result === 0 ? ' Redis and SQL answer with numbers: write answer === 1.' : '';
  return new TypeError(
    `The lookup of an origin store returned ${show(result)}. Return true or false, or a promise of one.${hint}`,
  );
}
