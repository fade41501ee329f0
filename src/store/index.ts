export type { InvalidationTarget } from './keys.ts';
export { LookupError } from './lookup-gate.ts';
export type { Lookup, OriginStoreOptions, StoreOptions } from './options.ts';
export { type OriginStore, originStore, type StoreFigures } from './origin-store.ts';
