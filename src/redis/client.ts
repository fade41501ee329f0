import {
  type ChannelListener,
  type IoRedisSubscriber,
  type NodeRedisSubscriber,
  type Subscription,
  subscribeIoRedis,
  subscribeNodeRedis,
} from './subscribe.ts';

/** The part of a client of the package `redis` (node-redis) that is used: a client, a cluster or a sentinel. */
export interface NodeRedisClient {
  readonly isReady: boolean;
  sIsMember(key: string, member: string): PromiseLike<unknown>;
  sAdd(key: string, member: string): PromiseLike<unknown>;
  sRem(key: string, member: string): PromiseLike<unknown>;
  incr(key: string): PromiseLike<unknown>;
  get(key: string): PromiseLike<unknown>;
  publish(channel: string, message: string): PromiseLike<unknown>;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  duplicate(): object;
}

/** The part of a client of the package `ioredis` that is used: a `Redis` or a `Cluster`. */
export interface IoRedisClient {
  readonly status: string;
  sismember(key: string, member: string): PromiseLike<unknown>;
  sadd(key: string, member: string): PromiseLike<unknown>;
  srem(key: string, member: string): PromiseLike<unknown>;
  incr(key: string): PromiseLike<unknown>;
  get(key: string): PromiseLike<unknown>;
  publish(channel: string, message: string): PromiseLike<unknown>;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  duplicate(): object;
}

/** A client that the application made and connected. Neither package is imported here. */
export type RedisClient = NodeRedisClient | IoRedisClient;

/** One face for both packages. Every command fails at once while there is no connection, instead of being queued. */
export interface RedisPort {
  isMember(set: string, member: string): Promise<boolean>;
  add(set: string, member: string): Promise<void>;
  remove(set: string, member: string): Promise<void>;
  increase(counter: string): Promise<number>;
  read(key: string): Promise<string | undefined>;
  publish(channel: string, message: string): Promise<void>;
  /** Listens on a connection of its own. */
  subscribe(channel: string, listener: ChannelListener): Subscription;
}

/**
 * Puts either kind of client behind one face. An `error` listener is attached to it, because a client without one
 * ends the process when its connection breaks.
 * @throws TypeError for what is neither.
 */
export function openPort(client: RedisClient, onError: (error: unknown) => void): RedisPort {
  const given: Partial<NodeRedisClient & IoRedisClient> = client;
  const isNodeRedis = typeof given.sIsMember === 'function';
  if (!isNodeRedis && typeof given.sismember !== 'function') {
    throw new TypeError('client is no Redis client. Hand over a client of the package redis, or of ioredis.');
  }
  client.on('error', onError);
  const names = isNodeRedis ? NODE_REDIS : IO_REDIS;
  const call = async (name: string, ...values: string[]): Promise<unknown> => {
    if (!isConnected(client)) throw new Error('Redis is not connected.');
    return (client as unknown as Commands)[name]?.(...values);
  };
  return {
    isMember: async (set, member) => Number(await call(names.isMember, set, member)) === 1,
    add: async (set, member) => void (await call(names.add, set, member)),
    remove: async (set, member) => void (await call(names.remove, set, member)),
    increase: async (counter) => Number(await call('incr', counter)),
    read: async (key) => {
      const value = await call('get', key);
      return typeof value === 'string' ? value : undefined;
    },
    publish: async (channel, message) => void (await call('publish', channel, message)),
    subscribe: (channel, listener) =>
      isNodeRedis
        ? subscribeNodeRedis(client as unknown as NodeRedisSubscriber, channel, listener)
        : subscribeIoRedis(client as unknown as IoRedisSubscriber, channel, listener),
  };
}

const NODE_REDIS = { isMember: 'sIsMember', add: 'sAdd', remove: 'sRem' };
const IO_REDIS = { isMember: 'sismember', add: 'sadd', remove: 'srem' };

type Commands = Readonly<Record<string, (...values: string[]) => PromiseLike<unknown>>>;

/** `wait` is the state of a lazy ioredis client, which the first command connects. */
function isConnected(client: RedisClient): boolean {
  return 'isReady' in client ? client.isReady : client.status === 'ready' || client.status === 'wait';
}
