import { show } from '../policy/errors.ts';

/**
 * What a framework takes for an error. Express reads some strings as commands ("route" skips the handlers of a route,
 * a guard among them), and a falsy value as success.
 */
export function asError(reason: unknown): object {
  if (typeof reason === 'object' && reason !== null) return reason;
  return new Error(`A CORS function failed with ${show(reason)}, which is no Error.`, { cause: reason });
}
