/** What to forget: an origin, under every tenant; or the origin and the tenant that are named. */
export type InvalidationTarget = string | { readonly origin?: string; readonly key?: string };

const MAX_TENANT_LENGTH = 256;

/** Stands between origin and tenant. No origin contains it. */
const SEPARATOR = ' ';

/**
 * The key of an answer. `undefined`: the request names no tenant. The length is bounded because the text may come
 * from a stranger's header, and is kept.
 */
export function keyOf(origin: string, tenant: unknown): string | undefined {
  if (typeof tenant !== 'string' || tenant === '' || tenant.length > MAX_TENANT_LENGTH) return undefined;
  return origin + SEPARATOR + tenant;
}

/**
 * The keys that a target means: one, or all that a function picks. An empty target would mean everything, which is
 * what `clear` is for.
 */
export function selectKeys(
  target: InvalidationTarget,
  hasTenants: boolean,
): string | ((key: string) => boolean) {
  const { origin, key: tenant } = typeof target === 'string' ? { origin: target, key: undefined } : target;
  if (origin === undefined && tenant === undefined) {
    throw new TypeError('invalidate() was told nothing to forget. Name an origin or a key, or call clear().');
  }
  if (origin === undefined) return (key) => key.slice(key.indexOf(SEPARATOR) + 1) === tenant;
  if (!hasTenants) return origin;
  const start = origin + SEPARATOR;
  return tenant === undefined ? (key) => key.startsWith(start) : start + tenant;
}
