import { createHash } from 'node:crypto';
import type { Policy } from '../policy/policy.ts';

/**
 * A short name for what a policy does, to compare machines by: equal for options that differ in the order of their
 * lists or in defaults written out. Of a function its source text counts, not the variables that it closes over.
 *
 * @returns 16 hexadecimal digits of a SHA-256.
 */
export function fingerprint({ options }: Policy<never>): string {
  // What is said about a policy is no part of what it does.
  const { debug: _, ...effective } = options;
  return createHash('sha256')
    .update(JSON.stringify(canonical(effective)))
    .digest('hex')
    .slice(0, 16);
}

/** No order in options has a meaning: neither that of the properties nor that of the lists. */
function canonical(value: unknown): unknown {
  if (typeof value === 'function' || value instanceof RegExp) return `${typeof value} ${value}`;
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (Array.isArray(value)) return value.map((entry) => JSON.stringify(canonical(entry))).sort();
  return Object.entries(value)
    .map(([name, entry]) => [name, canonical(entry)])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}
