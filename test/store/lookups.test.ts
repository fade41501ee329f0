import { afterEach, describe, expect, it, vi } from 'vitest';
import { LookupError, originStore } from '../../src/store/index.ts';
import { A, B, clockwork, database, request } from './database.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('single flight', () => {
  it('asks once for a hundred requests', async () => {
    const { lookup, calls } = database();
    const store = originStore({ lookup });
    const answers = Array.from({ length: 100 }, () => store(A, request));
    expect(store.figures()).toMatchObject({ inFlight: 1, misses: 100, lookups: 1 });
    calls[0]?.answer(true);
    expect(new Set(await Promise.all(answers))).toEqual(new Set([true]));
    expect(lookup).toHaveBeenCalledTimes(1);
    expect(store.figures().inFlight).toBe(0);
  });

  it('hands a mistake in the lookup to everyone who waits, and says what to write', async () => {
    const store = originStore({ lookup: (async () => 1) as never });
    const answers = await Promise.allSettled([store(A, request), store(A, request)]);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 'rejected',
        reason: {
          name: 'TypeError',
          message:
            'The lookup of an origin store returned 1. Return true or false, or a promise of one. Redis and SQL answer with numbers: write answer === 1.',
        },
      });
    }
    expect(store.figures()).toMatchObject({ yes: 0, no: 0, errors: 1 });
  });
});

describe('lookups that fail', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('down'))],
  ])('refuses when a lookup %s, and asks again once the failure is old', async (_, lookup) => {
    const { store, failures, pass } = clockwork({ lookup, ttl: { failure: 50 } });
    expect(await store(A, request)).toBe(false);
    expect(store(A, request)).toBe(false);
    expect(failures).toEqual([new Error('down')]);
    pass(50);
    expect(await store(A, request)).toBe(false);
    expect(failures).toHaveLength(2);
  });

  it("'stale' allows what was allowed, for staleIfError, and nobody else", async () => {
    const { store, state, pass } = clockwork({
      onError: 'stale',
      ttl: { yes: 100, failure: 10 },
      staleWhileRevalidate: 0,
      staleIfError: 1_000,
    });
    await Promise.all([store(A, request), store(B, request)]);
    state.isDown = true;
    pass(1_099);
    expect([await store(A, request), await store(B, request)]).toEqual([true, false]);
    expect(store(A, request)).toBe(true);
    pass(1);
    expect(store(A, request)).toBe(false);
    state.isDown = false;
    pass(10);
    expect(await store(A, request)).toBe(true);
  });

  it("'stale' does not allow what was revoked while the lookups fail", async () => {
    const { store, state } = clockwork({ onError: 'stale' });
    await store(A, request);
    state.isDown = true;
    store.invalidate(A);
    expect(await store(A, request)).toBe(false);
  });

  it('ends a lookup that never answers, and tells it so', async () => {
    const signals: AbortSignal[] = [];
    const errors: unknown[] = [];
    const store = originStore({
      lookup: (_, __, signal) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
      timeLimit: 30,
      maxInFlight: 1,
      ttl: { failure: 0 },
      onFailure: (error) => errors.push(error),
    });
    const start = performance.now();
    expect(await Promise.all([store(A, request), store(B, request)])).toEqual([false, false]);
    expect(performance.now() - start).toBeLessThan(500);
    expect(errors).toEqual([expect.any(LookupError), expect.any(LookupError)]);
    expect(signals[0]?.aborted).toBe(true);
    expect(store.figures()).toMatchObject({ timeouts: 2, errors: 2, inFlight: 0, waiting: 0 });
    // The place is free again: a database that hung once is asked anew.
    void store(B, request);
    expect(signals.length).toBeGreaterThan(1);
  });

  it('warns once in an outage when nobody listens', async () => {
    const warnings = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const state = { isDown: true };
    const store = originStore({
      lookup: async () => {
        if (state.isDown) throw new Error('no route');
        return true;
      },
      ttl: { failure: 0 },
    });
    await store(A, request);
    await store(A, request);
    expect(warnings.mock.calls.map(([message]) => message)).toEqual([
      `crossgate: a lookup failed for ${A}: no route`,
    ]);
    state.isDown = false;
    await store(A, request);
    state.isDown = true;
    await store(B, request);
    expect(warnings).toHaveBeenCalledTimes(2);
  });
});

describe('a flood of unknown origins', () => {
  it('has so many lookups under way and waiting, and refuses the rest at once', async () => {
    const { lookup, calls } = database();
    const store = originStore({ lookup, maxInFlight: 3, maxWaiting: 2, onFailure: () => undefined });
    const answers = Array.from({ length: 10 }, (_, index) => store(`https://x${index}.example`, request));
    expect(answers.slice(5)).toEqual([false, false, false, false, false]);
    expect(store.figures()).toMatchObject({ inFlight: 3, waiting: 2, busy: 5, errors: 5 });
    expect(lookup).toHaveBeenCalledTimes(3);
    calls[0]?.answer(true);
    expect(await answers[0]).toBe(true);
    await vi.waitFor(() => expect(lookup).toHaveBeenCalledTimes(4));
    for (let index = 1; index < 5; index++) {
      await vi.waitFor(() => calls[index]?.answer(true) ?? expect(calls[index]).toBeDefined());
    }
    expect(await Promise.all(answers.slice(1, 5))).toEqual([true, true, true, true]);
    // Nothing was asked about those that found no place, so nothing is remembered of them.
    expect(store.figures()).toMatchObject({ no: 0, inFlight: 0, waiting: 0 });
  });
});
