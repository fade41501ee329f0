import { LRUCache } from 'lru-cache';
import { differenceOf, type PolicyDifference } from './differences.ts';
import { type Middleware, type Outcome, record } from './recorded-response.ts';

export interface ReportOnlyOptions {
  /** Hears of a difference once, whatever the number of requests that show it. What it throws is ignored. */
  readonly onDifference: (difference: PolicyDifference) => void;
  /**
   * The share of requests that are compared, from 0 to 1. A compared request also runs the origin function of the
   * policy that is tried out.
   * @defaultValue `1`
   */
  readonly sampleRate?: number;
  /**
   * How many differences are reported in a minute; the rest is counted only.
   * @defaultValue `60`
   */
  readonly maxPerMinute?: number;
}

export interface ReportOnlyFigures {
  readonly compared: number;
  readonly different: number;
  readonly reported: number;
}

export interface ReportOnlyMiddleware extends Middleware {
  readonly figures: () => ReportOnlyFigures;
}

/** How many differences are remembered, so as not to be reported again. */
const MAX_REMEMBERED = 1_000;
const MINUTE = 60_000;

/**
 * Answers with `current`, and reports where `next` would have answered otherwise. `next` sees the same request and
 * nothing of what it does reaches the response.
 *
 *     app.use(reportOnly(cors(today), cors(tomorrow), { onDifference: console.log }));
 *
 * A wrapper, so that those who compare nothing pay nothing; and over middleware instead of options, so that the one
 * may be this package's drop-in for `cors`, or `cors` itself.
 */
export function reportOnly(
  current: Middleware,
  next: Middleware,
  { onDifference, sampleRate = 1, maxPerMinute = 60 }: ReportOnlyOptions,
): ReportOnlyMiddleware {
  const counts = { compared: 0, different: 0, reported: 0 };
  const known = new LRUCache<string, true>({ max: MAX_REMEMBERED });
  let minuteEnd = 0;
  let leftInMinute = 0;

  function mayReport(): boolean {
    const now = performance.now();
    if (now >= minuteEnd) [minuteEnd, leftInMinute] = [now + MINUTE, maxPerMinute];
    return leftInMinute-- > 0;
  }

  function note(difference: PolicyDifference | undefined): void {
    counts.compared++;
    if (difference === undefined) return;
    counts.different++;
    const { kind, exchange, origin, changes } = difference;
    const name = JSON.stringify([kind, exchange, origin, changes.map((change) => change.name)]);
    if (known.has(name) || !mayReport()) return;
    known.set(name, true);
    counts.reported++;
    onDifference(difference);
  }

  const reportOnlyMiddleware: Middleware = (request, response, proceed) => {
    if (sampleRate < 1 && Math.random() >= sampleRate) return current(request, response, proceed);
    let now: Outcome | undefined;
    let then: Outcome | undefined;
    const compare = () => {
      if (now === undefined || then === undefined) return;
      try {
        note(differenceOf(request, now, then));
      } catch {
        // Who watches must not change what is watched.
      }
    };
    // First, while the response is as both find it.
    try {
      record(next, request, response, (outcome) => {
        then ??= outcome;
        compare();
      });
    } catch (error) {
      then = { headers: new Map(), status: undefined, error };
    }
    record(
      current,
      request,
      response,
      (outcome) => {
        now ??= outcome;
        compare();
      },
      proceed,
    );
  };
  return Object.assign(reportOnlyMiddleware, { figures: () => ({ ...counts }) });
}
