import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { redisOriginStore } from '../../src/redis/index.ts';
import { A, request } from './database.ts';
import { type Connection, KINDS, machine, open, registered } from './machines.ts';
import { hasRedis, type RedisServer, requireRedis, startRedis } from './redis-server.ts';

requireRedis();

describe.runIf(hasRedis).each(KINDS)('over %s', (kind, connectTo) => {
  let server: RedisServer;
  let connection: Connection;
  let set: string;
  let count = 0;

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  const connect = async () => {
    connection = await connectTo(server.url);
    open.push(connection);
    set = `origins-${kind}-${++count}`;
    return connection;
  };

  it('tells every machine of what was registered and revoked', async () => {
    const { client } = await connect();
    const [one, other] = [await machine(client, { set }), await machine(client, { set })];
    expect([await one(A, request), await other(A, request)]).toEqual([false, false]);
    await one.register(A);
    await vi.waitFor(async () => expect(await other(A, request)).toBe(true), { interval: 5 });
    expect(await one(A, request)).toBe(true);
    expect(other(A, request)).toBe(true);
    await other.revoke(A);
    await vi.waitFor(async () => expect(await one(A, request)).toBe(false), { interval: 5 });
    expect(await other(A, request)).toBe(false);
  });

  it('keeps tenants apart, and announces for the one tenant', async () => {
    const { client } = await connect();
    type TenantRequest = { readonly headers: Record<string, string> };
    const of = (tenant: string): TenantRequest => ({ headers: { 'x-tenant': tenant } });
    const store = await machine<TenantRequest>(client, {
      set,
      key: ({ headers }) => headers['x-tenant'],
      vary: ['X-Tenant'],
    });
    await store.register(A, 'acme');
    expect(await store(A, of('acme'))).toBe(true);
    expect(await store(A, of('globex'))).toBe(false);
    await store.revoke(A, 'acme');
    await vi.waitFor(async () => expect(await store(A, of('acme'))).toBe(false), { interval: 5 });
    await expect(store.register(A)).rejects.toThrow('Name the tenant: this store has a key.');
    expect(store.options.vary).toEqual(['X-Tenant']);
  });

  it.each([
    ['https://app.example/', 'ends with a slash'],
    ['https://*.app.example', 'is not one exact origin'],
    [`${A},https://b.example`, 'is not one exact origin'],
  ])('does not register %s', async (origin, message) => {
    const { client, command } = await connect();
    const store = await machine(client, { set });
    await expect(store.register(origin)).rejects.toThrow(message);
    expect(await command('SCARD', set)).toBe(0);
  });

  it('takes a bare origin for an announcement, and anything else for a reason to forget all', async () => {
    const { client, command } = await connect();
    const store = await machine(client, { set });
    await registered(store, A);
    await command('SREM', set, A);
    expect(store(A, request)).toBe(true);
    await command('PUBLISH', `${set}#changes`, A);
    await vi.waitFor(async () => expect(await store(A, request)).toBe(false), { interval: 5 });
    await command('SADD', set, A);
    await command('PUBLISH', `${set}#changes`, 'everything');
    await vi.waitFor(async () => expect(await store(A, request)).toBe(true), { interval: 5 });
  });
});

it('refuses a pause that is none', () => {
  const client = { on: () => undefined } as never;
  expect(() => redisOriginStore({ client, checkEvery: Number.NaN })).toThrow(
    'checkEvery: NaN will not do. Write whole milliseconds, at least 1.',
  );
});

it('refuses what is no client', () => {
  expect(() => redisOriginStore({ client: { on: () => undefined } as never })).toThrow(
    'client is no Redis client. Hand over a client of the package redis, or of ioredis.',
  );
});
