import { show } from './errors.ts';
import type { OriginFunction } from './options.ts';
import { isThenable } from './thenable.ts';

/**
 * Asks an origin function.
 *
 * @returns the decision; or, where the function returns a promise, a promise of what {@link asDecision} has to judge.
 * @throws what the function throws, and TypeError where it does not answer with a boolean.
 */
export function askOriginFunction<Request>(
  decide: OriginFunction<Request>,
  origin: string,
  request: Request,
): boolean | Promise<unknown> {
  const answer: unknown = call(decide, origin, request);
  if (typeof answer === 'boolean') return answer;
  if (answer instanceof Promise) return answer;
  return isThenable(answer) ? Promise.resolve(answer) : asDecision(answer);
}

/**
 * Only `true` allows; what is no boolean is a mistake in the function, and must not look like a decision.
 *
 * @throws TypeError where the answer is no boolean.
 */
export function asDecision(answer: unknown): boolean {
  if (typeof answer === 'boolean') return answer;
  const hint = answer === undefined ? ` ${NO_CALLBACK}` : '';
  throw new TypeError(
    `The origin function returned ${show(answer)}. Return true or false, or a promise of one.${hint}`,
  );
}

const NO_CALLBACK = 'There is no callback: return the answer, or a promise of it.';

/** Functions written for `cors` call their second parameter, which is the request here. */
function call<Request>(decide: OriginFunction<Request>, origin: string, request: Request): unknown {
  try {
    return decide(origin, request);
  } catch (error) {
    const isCallbackHabit =
      error instanceof TypeError && decide.length === 2 && / is not a function$/.test(error.message);
    if (!isCallbackHabit) throw error;
    throw new TypeError(`The origin function failed with "${error.message}". ${NO_CALLBACK}`, {
      cause: error,
    });
  }
}
