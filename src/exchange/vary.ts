import type { NormalizedOptions } from '../policy/options.ts';
import { splitTokens } from '../spec/lists.ts';

/** What the replies of a policy depend on, as names for `Vary`, separated by commas; `''` for nothing. */
export interface Dependencies {
  readonly actual: string;
  readonly preflight: string;
}

/** What of a request the replies are made from, beyond the configuration. */
export interface Inputs {
  readonly origin: boolean;
  readonly requestMethod: boolean;
  readonly requestHeaders: boolean;
}

/**
 * Derives `Vary` from what a policy depends on, so that the two cannot drift apart. It stands on every reply, refusals
 * and replies without an `Origin` included: a cache takes a stored response that lacks it for an answer to everyone.
 *
 * `enforce` also reads `Sec-Fetch-Site`, but only to let through what it would have refused for its `Origin`; no
 * cacheable request of a browser carries both an `Origin` and `same-origin`.
 *
 * @see https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
 */
export function dependenciesOf(options: NormalizedOptions<never>, inputs: Inputs): Dependencies {
  const actual = mergeVary(inputs.origin ? 'Origin' : undefined, options.vary.join(','));
  const method = inputs.requestMethod ? 'Access-Control-Request-Method' : '';
  const headers = inputs.requestHeaders ? 'Access-Control-Request-Headers' : '';
  return { actual, preflight: mergeVary(actual, `${method},${headers}`) };
}

/**
 * Adds header names to what `Vary` says already. Order and spelling of what is there stay; a name that is there, in
 * any case, is not repeated; `*` absorbs everything.
 *
 * @param existing what the host holds: nothing, a string, a list of lines, or whatever a careless handler set.
 * @param names the names to add, separated by commas.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.vary
 */
export function mergeVary(existing: unknown, names: string): string {
  const present = Array.isArray(existing) ? existing.join(', ') : String(existing || '');
  const known = new Set(splitTokens(present.toLowerCase()));
  if (known.has('*')) return '*';
  let merged = present;
  for (const name of splitTokens(names)) {
    if (known.has(name.toLowerCase())) continue;
    known.add(name.toLowerCase());
    merged = merged === '' ? name : `${merged}, ${name}`;
  }
  return merged;
}
