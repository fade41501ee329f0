import {
  type CorsControls,
  type CorsDelegate,
  type CorsSource,
  createEngine,
  withControls,
} from '../cors.ts';
import type { RequestFacts } from '../exchange/classify.ts';
import type { Reply } from '../exchange/respond.ts';
import { type NodeResponse, writeReply } from '../exchange/write.ts';
import type { AcceptableOptions } from '../policy/literals.ts';
import type { CorsOptions, NodeRequest } from '../policy/options.ts';
import type { Policy } from '../policy/policy.ts';

export type { NodeResponse };

/** Middleware for Express 4 and 5, Connect, and anything that calls `(request, response, next)`. */
export type CorsMiddleware = CorsControls<NodeRequest> &
  ((request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void) => void);

/**
 * Makes CORS middleware.
 *
 *     app.use(cors({ origin: ['https://app.example'], credentials: true }));
 *
 * It sets the response headers that let allowed origins read, answers preflights (204, empty), and hands everything
 * else on. A refused origin gets no CORS header: its browser keeps the response from the page, but the handler runs
 * (see the option `enforce`). Where no function of yours is asynchronous, `next()` is called before it returns.
 *
 * Security: mount it before authentication (preflights carry no credentials) and before whatever caches or redirects.
 *
 * @param source options; a policy; or a function `(request) => options | policy | Promise` asked for each request.
 *   Left out, every origin may read, without credentials.
 * @throws CorsOptionsError at once, with every mistake in the options.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function cors<const Options extends CorsOptions>(options: AcceptableOptions<Options>): CorsMiddleware;
export function cors(source?: Policy | CorsDelegate<NodeRequest>): CorsMiddleware;
export function cors(source: CorsSource<NodeRequest> = {}, ...rest: unknown[]): CorsMiddleware {
  if (rest.length > 0) return reportMissingCall(rest);
  const engine = createEngine(source);

  function corsMiddleware(
    request: NodeRequest,
    response: NodeResponse,
    next: (error?: unknown) => void,
  ): void {
    const reply = engine.evaluate(request as RequestFacts, request, response);
    if ('then' in reply) deliverLater(reply, response, next);
    else deliver(reply, response, next);
  }

  return withControls(corsMiddleware, engine);
}

/** Stands by itself because a closure costs its surroundings memory on every call, also where it is not made. */
function deliverLater(
  reply: PromiseLike<Reply>,
  response: NodeResponse,
  next: (error?: unknown) => void,
): void {
  reply.then((settled) => deliver(settled, response, next));
}

/**
 * Writes, then hands on. Once the head is sent there is nothing left to write, and a response that was sent while
 * a function was asked is not ours to answer. `next` stands outside of the `try`: what a handler throws is not ours.
 */
function deliver(reply: Reply, response: NodeResponse, next: (error?: unknown) => void): void {
  let failure: unknown = reply.error;
  let isAnswered = false;
  try {
    isAnswered = response.headersSent !== true && writeReply(reply, response);
  } catch (error) {
    failure ??= error;
  }
  if (failure !== undefined) next(failure);
  else if (!isAnswered) next();
}

/** `app.use(cors)` makes Express call this function for each request: say so there, where a request would hang. */
function reportMissingCall(rest: readonly unknown[]): never | CorsMiddleware {
  const error = new TypeError(
    'cors was mounted without being called. Write app.use(cors()), with parentheses.',
  );
  const next = rest.at(-1);
  if (typeof next !== 'function') throw error;
  return next(error);
}
