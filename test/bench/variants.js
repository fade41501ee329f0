import { cors as tinyhttp } from '@tinyhttp/cors';
import cors from 'cors';
import corser from 'corser';

/** Every peer that calls `(request, response, next)`, made from its options in a case. */
const PEERS = {
  cors,
  tinyhttp,
  corser: (options) => corser.create({ ...options }),
};

/** The packages behind the short names. */
export const PACKAGES = { cors: 'cors', tinyhttp: '@tinyhttp/cors', corser: 'corser' };

/**
 * The middleware that takes part in a case, by name: crossgate in one build or several, its peers, the limit, and the
 * floor, which only hands on.
 *
 * @param builds crossgate's `cors`, by the name of the column.
 */
export function variantsOf(one, builds) {
  const options = one.options();
  const variants = { floor: (_request, _response, next) => next() };
  for (const [name, make] of Object.entries(builds)) variants[name] = make(options.crossgate);
  for (const [name, make] of Object.entries(PEERS)) {
    if (options[name] !== undefined) variants[name] = make(options[name]);
  }
  if (one.limit !== undefined) variants.limit = one.limit;
  return variants;
}
