import { vi } from 'vitest';
import { type OriginStoreOptions, originStore } from '../../src/store/index.ts';

export const A = 'https://a.example';
export const B = 'https://b.example';
export const request = { headers: {} };

/** A database whose answers the test gives by hand, one for each call. */
export function database() {
  const calls: { origin: string; answer: (value: boolean) => void; fail: (reason: unknown) => void }[] = [];
  const lookup = vi.fn(
    (origin: string) =>
      new Promise<boolean>((answer, fail) => {
        calls.push({ origin, answer, fail });
      }),
  );
  return { lookup, calls };
}

/** A store on a clock that only `pass` moves, over a list that the test changes. */
export function clockwork(options: Partial<OriginStoreOptions> = {}) {
  let now = 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const registered = new Set([A]);
  const state = { isDown: false };
  const failures: unknown[] = [];
  const lookup = vi.fn((origin: string) => {
    if (state.isDown) throw new Error('down');
    return Promise.resolve(registered.has(origin));
  });
  const store = originStore({ lookup, onFailure: (error) => failures.push(error), ...options });
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { store, lookup, registered, state, failures, pass };
}
