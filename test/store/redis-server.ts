import { afterAll, expect, it } from 'vitest';

/** As examples/redis/redis-server.js starts it. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  readonly start: () => Promise<void>;
  readonly kill: (signal?: NodeJS.Signals) => Promise<void>;
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly stop: () => Promise<void>;
}

interface Starter {
  hasRedisServer(): boolean;
  startRedis(flags?: readonly string[]): Promise<RedisServer>;
}

const file: string = new URL('../../examples/redis/redis-server.js', import.meta.url).href;
const starter = (await import(/* @vite-ignore */ file)) as Starter;

export const hasRedis = starter.hasRedisServer();

/** Says why tests of a file do not run, or fails where they have to. Called once in each file that needs Redis. */
export function requireRedis(): void {
  const { CROSSGATE_REQUIRE_REDIS } = process.env;
  const isRequired = CROSSGATE_REQUIRE_REDIS === '1';
  if (!hasRedis && !isRequired) {
    console.warn(
      'redis-server is not installed: tests over a real Redis do not run (apt-get install redis-server).',
    );
  }
  it('redis-server is installed, where CROSSGATE_REQUIRE_REDIS=1 demands it', () => {
    expect(hasRedis || !isRequired).toBe(true);
  });
}

const running = new Set<RedisServer>();

/** Starts a server that ends with the file's tests. */
export async function startRedis(flags: readonly string[] = []): Promise<RedisServer> {
  const server = await starter.startRedis(flags);
  running.add(server);
  return server;
}

afterAll(async () => {
  await Promise.all([...running].map((server) => server.stop()));
});
