import type { Observation } from './debug/observation.ts';
import type { Observe } from './debug/observe.ts';
import type { RequestFacts } from './exchange/classify.ts';
import type { Reply } from './exchange/respond.ts';
import type { NodeResponse } from './exchange/write.ts';
import type { Policy } from './policy/policy.ts';

/** Turns a request into a reply. `response`: the host's, where it is one of Node's. */
export type Judge<Request> = (
  facts: RequestFacts,
  request: Request,
  response?: NodeResponse,
) => Reply | PromiseLike<Reply>;

/** Has a policy's judge watched where that is wanted; else hands it back as it is, so that it costs nothing. */
export type Watch = <Request>(policy: Policy<Request>, judge: Judge<Request>) => Judge<Request>;

/** Watches nothing, for those who ask an engine on behalf of nobody. */
export const unwatched: Watch = (_, judge) => judge;

/** Makes the watch of one engine, by its policies' option `debug`; where they say nothing, by the environment. */
export function createWatch(): Watch {
  const byDefault = isDevelopment();
  let observe: Observe | undefined;
  return (policy, judge) => {
    const { debug = byDefault } = policy.options;
    if (debug === false) return judge;
    observe ??= loadObserver();
    return watched(policy, judge, observe);
  };
}

function watched<Request>(policy: Policy<Request>, judge: Judge<Request>, observe: Observe): Judge<Request> {
  return (facts, request, response) => {
    const note = (reply: Reply) => {
      observe({ policy, facts, request, response, reply, wasSent: response?.headersSent === true });
      return reply;
    };
    const reply = judge(facts, request, response);
    return 'then' in reply ? reply.then(note) : note(reply);
  };
}

/** How many exchanges wait for the observer to be loaded. */
const MAX_WAITING = 20;

/**
 * Loads the observer, which production never does: an import of its own, so that it is no part of the main entry. Where
 * it cannot be loaded nothing is watched.
 */
function loadObserver(): Observe {
  let waiting = new Map<object, Observation>();
  let observe: Observe = (observation) => {
    // Of several policies on one response the innermost counts.
    if (waiting.size < MAX_WAITING) waiting.set(observation.response ?? observation, observation);
  };
  const settle = (loaded: Observe) => {
    observe = loaded;
    waiting.forEach(loaded);
    waiting = new Map();
  };
  import('./debug/observe.ts')
    .then(({ createObserver }) => settle(createObserver()))
    .catch(() => settle(() => undefined));
  return (observation) => observe(observation);
}

/** No `process`, or none that may be asked, is production. */
function isDevelopment(): boolean {
  try {
    const { NODE_ENV, CROSSGATE_QUIET } = process.env;
    return NODE_ENV !== 'production' && CROSSGATE_QUIET !== '1';
  } catch {
    return false;
  }
}
