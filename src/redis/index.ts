export type { IoRedisClient, NodeRedisClient, RedisClient } from './client.ts';
export {
  type RedisOriginStore,
  type RedisOriginStoreOptions,
  type RedisStoreFigures,
  redisOriginStore,
} from './origin-store.ts';
export { type PolicyKeyOptions, policyKey } from './policy-key.ts';
