import type express from 'express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import cors, { createPolicy } from '../../src/index.ts';
import { originStore } from '../../src/store/index.ts';
import { A, B, clockwork, database, request } from './database.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('memory', () => {
  it('answers from memory synchronously, yes and no alike', async () => {
    const { store, lookup } = clockwork();
    expect(await store(A, request)).toBe(true);
    expect(await store(B, request)).toBe(false);
    expect(store(A, request)).toBe(true);
    expect(store(B, request)).toBe(false);
    expect(lookup).toHaveBeenCalledTimes(2);
    expect(store.figures()).toEqual({
      hits: 2,
      staleHits: 0,
      misses: 2,
      lookups: 2,
      errors: 0,
      timeouts: 0,
      busy: 0,
      inFlight: 0,
      waiting: 0,
      yes: 1,
      no: 1,
    });
  });

  it('keeps a synchronous lookup synchronous', () => {
    const store = originStore({ lookup: (origin) => origin === A });
    expect([store(A, request), store(B, request)]).toEqual([true, false]);
  });

  it('is an origin function of a policy', async () => {
    const { store } = clockwork();
    const policy = createPolicy({ ...store.options, credentials: true });
    expect(await policy.allowsOrigin(A, request)).toBe(true);
    expect(policy.allowsOrigin(A, request)).toBe(true);
    expect(policy.allowsOrigin('null', request)).toBe(false);
  });

  it('asks again after the time to live, apart for yes and no', async () => {
    const { store, lookup, registered, pass } = clockwork({
      ttl: { yes: 100, no: 10 },
      staleWhileRevalidate: 0,
    });
    await Promise.all([store(A, request), store(B, request)]);
    registered.add(B).delete(A);
    pass(9);
    expect([store(A, request), store(B, request)]).toEqual([true, false]);
    pass(1);
    expect(await store(B, request)).toBe(true);
    pass(89);
    expect(store(A, request)).toBe(true);
    pass(1);
    expect(await store(A, request)).toBe(false);
    expect(lookup).toHaveBeenCalledTimes(4);
  });

  it('does not heed the wall clock', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const { store, lookup } = clockwork();
      await store(A, request);
      vi.setSystemTime(Date.now() + 10 * 365 * 86_400_000);
      expect(store(A, request)).toBe(true);
      vi.setSystemTime(0);
      expect(store(A, request)).toBe(true);
      expect(lookup).toHaveBeenCalledTimes(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('counts the age of an answer from when it was asked for', async () => {
    const { calls, lookup } = database();
    const { store, pass } = clockwork({
      lookup,
      ttl: { yes: 100 },
      staleWhileRevalidate: 0,
      timeLimit: 10_000,
    });
    const first = store(A, request);
    pass(60);
    calls[0]?.answer(true);
    await first;
    pass(39);
    expect(store(A, request)).toBe(true);
    pass(1);
    expect(store(A, request)).toBeInstanceOf(Promise);
  });

  it('keeps yes and no in bounds, and no flood of strangers pushes out a customer', async () => {
    const { store } = clockwork({ max: { yes: 2, no: 5 } });
    await store(A, request);
    for (let index = 0; index < 1_000; index++) await store(`https://x${index}.example`, request);
    expect(store(A, request)).toBe(true);
    expect(store.figures()).toMatchObject({ yes: 1, no: 5, lookups: 1_001 });
  });
});

describe('types', () => {
  it('let a lookup name the request of its framework', () => {
    const origin = originStore<express.Request>({ lookup: (_, { hostname }) => hostname === 'api.example' });
    expect(cors({ origin, credentials: true }).policy?.options.origin).toBe(origin);
    expect(cors({ ...origin.options, maxAge: 5 }).policy?.options.origin).toBe(origin);
  });
});

describe('stale while revalidate', () => {
  it('serves a yes past its time at once, and asks once in the background', async () => {
    const { store, lookup, registered, pass } = clockwork({ ttl: { yes: 100 }, staleWhileRevalidate: 50 });
    await store(A, request);
    registered.delete(A);
    pass(120);
    expect([store(A, request), store(A, request)]).toEqual([true, true]);
    expect(lookup).toHaveBeenCalledTimes(2);
    await vi.waitFor(() => expect(store.figures()).toMatchObject({ yes: 0, no: 1 }));
    expect(store(A, request)).toBe(false);
    expect(store.figures()).toMatchObject({ staleHits: 2, hits: 3 });
  });

  it('ends with its window, and not every request asks while lookups fail', async () => {
    const { store, lookup, state, failures, pass } = clockwork({
      ttl: { yes: 100, failure: 20 },
      staleWhileRevalidate: 50,
    });
    await store(A, request);
    state.isDown = true;
    pass(100);
    for (let index = 0; index < 5; index++) expect(store(A, request)).toBe(true);
    expect(lookup).toHaveBeenCalledTimes(2);
    pass(20);
    expect(store(A, request)).toBe(true);
    expect(lookup).toHaveBeenCalledTimes(3);
    pass(30);
    expect(store(A, request)).toBe(false);
    expect(failures).toHaveLength(3);
  });
});
