import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterEach, expect, vi } from 'vitest';
import {
  type RedisClient,
  type RedisOriginStore,
  type RedisOriginStoreOptions,
  redisOriginStore,
} from '../../src/redis/index.ts';
import { request } from './database.ts';

export interface Connection {
  readonly client: RedisClient;
  readonly command: (...words: string[]) => Promise<unknown>;
  readonly close: () => void;
}

/** Both packages, each as an application would connect it. */
export const KINDS: readonly (readonly [string, (url: string) => Promise<Connection>])[] = [
  [
    'redis',
    async (url) => {
      const client = createClient({ url });
      client.on('error', () => undefined);
      await client.connect();
      return { client, command: (...words) => client.sendCommand(words), close: () => client.destroy() };
    },
  ],
  [
    'ioredis',
    async (url) => {
      const client = new Redis(url);
      await vi.waitFor(() => expect(client.status).toBe('ready'));
      return {
        client,
        command: (name = '', ...words) => client.call(name, ...words),
        close: () => client.disconnect(),
      };
    },
  ],
];

/** What is closed after each test, first come first served. */
export const open: { close: () => void }[] = [];
afterEach(() => {
  for (const item of open.splice(0)) item.close();
});

/** One more machine, which hears announcements already. */
export async function machine<Request>(
  client: RedisClient,
  options: Partial<RedisOriginStoreOptions<Request>> = {},
): Promise<RedisOriginStore<Request>> {
  const store = redisOriginStore<Request>({ client, onFailure: () => undefined, ...options });
  open.push(store);
  await store.ready;
  // The first look at the counter drops everything once more.
  await vi.waitFor(() => expect(store.figures().drops).toBeGreaterThanOrEqual(2));
  return store;
}

/** Registers, and waits until the store has heard of it by itself and has the answer in memory. */
export async function registered(store: RedisOriginStore, origin: string): Promise<void> {
  await store.register(origin);
  await sleep(30);
  expect(await store(origin, request)).toBe(true);
  expect(store(origin, request)).toBe(true);
}
