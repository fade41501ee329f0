import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPolicy } from '../../src/index.ts';
import { type OriginStore, originStore } from '../../src/store/index.ts';
import { A, B, clockwork, database, request } from './database.ts';

type Forgetful = Pick<OriginStore, 'invalidate' | 'clear'>;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('invalidation', () => {
  it('forgets one origin', async () => {
    const { store, registered } = clockwork();
    await Promise.all([store(A, request), store(B, request)]);
    registered.delete(A);
    store.invalidate(A);
    expect(store(B, request)).toBe(false);
    expect(await store(A, request)).toBe(false);
  });

  it.each([
    ['invalidate', (store: Forgetful) => store.invalidate(A)],
    ['clear', (store: Forgetful) => store.clear()],
  ])('%s while a lookup is under way keeps its answer from being stored', async (_, forget) => {
    const { lookup, calls } = database();
    const store = originStore({ lookup });
    const before = store(A, request);
    forget(store);
    const after = store(A, request);
    expect(lookup).toHaveBeenCalledTimes(2);
    calls[1]?.answer(false);
    expect(await after).toBe(false);
    calls[0]?.answer(true);
    expect(await before).toBe(true);
    expect(store(A, request)).toBe(false);
    expect(store.figures()).toMatchObject({ yes: 0, no: 1 });
  });

  it('refuses an empty target, which would mean everything', () => {
    const store = originStore({ lookup: () => true });
    expect(() => store.invalidate({})).toThrow(
      'invalidate() was told nothing to forget. Name an origin or a key, or call clear().',
    );
  });
});

describe('tenants', () => {
  const tenantRequest = (tenant?: string) => ({ headers: { 'x-tenant': tenant } });
  const registered = new Map([
    ['acme', A],
    ['globex', B],
  ]);
  const make = () => {
    const lookup = vi.fn(
      (origin: string, { headers }: ReturnType<typeof tenantRequest>) =>
        registered.get(headers['x-tenant'] ?? '') === origin,
    );
    return {
      lookup,
      store: originStore({ lookup, key: ({ headers }) => headers['x-tenant'], vary: ['X-Tenant'] }),
    };
  };

  it('keeps answers apart, and hands its Vary to the policy', () => {
    const { store } = make();
    expect([store(A, tenantRequest('acme')), store(A, tenantRequest('globex'))]).toEqual([true, false]);
    expect([store(A, tenantRequest('acme')), store(A, tenantRequest('globex'))]).toEqual([true, false]);
    expect(createPolicy(store.options).options.vary).toEqual(['X-Tenant']);
  });

  it('refuses without a lookup where there is no tenant, or none that a store should keep', () => {
    const { store, lookup } = make();
    for (const tenant of [undefined, '', 'x'.repeat(257)]) {
      expect(store(A, tenantRequest(tenant))).toBe(false);
    }
    expect(lookup).not.toHaveBeenCalled();
    store(A, tenantRequest('x'.repeat(256)));
    expect(lookup).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['an origin under every tenant', A, 2],
    ['a tenant', { key: 'acme' }, 2],
    ['both', { origin: A, key: 'acme' }, 1],
  ])('forgets %s', (_, target, asked) => {
    const { store, lookup } = make();
    const all = () => {
      for (const tenant of ['acme', 'globex'])
        for (const origin of [A, B]) store(origin, tenantRequest(tenant));
    };
    all();
    lookup.mockClear();
    store.invalidate(target);
    all();
    expect(lookup).toHaveBeenCalledTimes(asked);
  });
});
