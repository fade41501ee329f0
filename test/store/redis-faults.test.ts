import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { redisOriginStore } from '../../src/redis/index.ts';
import { A, B, request } from './database.ts';
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
    set = `faults-${kind}-${++count}`;
    return connection;
  };

  it('notices an announcement that was lost by the counter', async () => {
    const { client, command } = await connect();
    const store = await machine(client, { set, checkEvery: 50 });
    await registered(store, A);
    await sleep(150);
    const { drops } = store.figures();
    await command('SREM', set, A);
    await command('INCR', `${set}#counter`);
    await vi.waitFor(async () => expect(await store(A, request)).toBe(false), { interval: 10 });
    expect(store.figures().drops).toBe(drops + 1);
  });

  it('forgets everything when its subscription was cut off', async () => {
    const { client, command } = await connect();
    const store = await machine(client, { set, checkEvery: 60_000 });
    await registered(store, A);
    await command('SREM', set, A);
    expect(store(A, request)).toBe(true);
    await command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await vi.waitFor(async () => expect(await store(A, request)).toBe(false), {
      interval: 10,
      timeout: 5_000,
    });
    // And it hears again.
    await store.register(A);
    await vi.waitFor(async () => expect(await store(A, request)).toBe(true), { interval: 10 });
  });

  it('does not wait for a Redis that hangs, and asks it again when it answers', async () => {
    const { client } = await connect();
    const store = await machine(client, { set, timeLimit: 100, ttl: { failure: 50 } });
    await store.register(A);
    server.freeze();
    try {
      const start = performance.now();
      expect(await Promise.all([store(A, request), store(B, request)])).toEqual([false, false]);
      expect(performance.now() - start).toBeLessThan(1_000);
      expect(store.figures()).toMatchObject({ timeouts: 2, inFlight: 0 });
      await expect(store.register(B)).rejects.toThrow('Redis gave no answer within 2000 ms.');
    } finally {
      server.thaw();
    }
    await vi.waitFor(async () => expect(await store(A, request)).toBe(true), { timeout: 5_000 });
  });

  it('survives the death of Redis, denies meanwhile, and recovers by itself', async () => {
    const { client } = await connect();
    const store = await machine(client, {
      set,
      checkEvery: 50,
      ttl: { failure: 50 },
      timeLimit: 200,
    });
    await store.register(B);
    await registered(store, A);
    const asked = store(B, request);
    await server.kill();
    expect(await asked).toBeTypeOf('boolean');
    // In memory: still known. Not in memory: refused, at once as soon as the client knows.
    store.invalidate(B);
    expect(await store(B, request)).toBe(false);
    expect(store(A, request)).toBe(true);
    await expect(store.register(A)).rejects.toThrow();
    const { drops } = store.figures();
    await server.start();
    await vi.waitFor(async () => expect(await store(B, request)).toBe(true), {
      timeout: 10_000,
      interval: 20,
    });
    await vi.waitFor(() => expect(store.figures().drops).toBeGreaterThan(drops));
    expect(await store(A, request)).toBe(true);
  });

  it("serves what it knows with onError: 'stale'", async () => {
    const { client } = await connect();
    const store = await machine(client, {
      set,
      onError: 'stale',
      ttl: { yes: 50, failure: 50 },
      staleWhileRevalidate: 0,
      timeLimit: 200,
    });
    await registered(store, A);
    await server.kill();
    await sleep(60);
    expect([await store(A, request), await store(B, request)]).toEqual([true, false]);
    await server.start();
  });
});

it.runIf(hasRedis)('can be made and closed while there is no Redis', async () => {
  const server = await startRedis();
  await server.kill();
  const client = createClient({ url: server.url });
  client.on('error', () => undefined);
  void client.connect().catch(() => undefined);
  const errors: unknown[] = [];
  const store = redisOriginStore({
    client,
    onConnectionError: (error) => errors.push(error),
    onFailure: () => undefined,
  });
  expect(await store(A, request)).toBe(false);
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0));
  store.close();
  client.destroy();
});
