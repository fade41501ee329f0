import { type CorsDelegate, type CorsSource, createEngine } from '../cors.ts';
import type { RequestFacts } from '../exchange/classify.ts';
import type { Reply } from '../exchange/respond.ts';
import { mergeVary } from '../exchange/vary.ts';
import type { AcceptableOptions } from '../policy/literals.ts';
import type { CorsOptions, NodeRequest } from '../policy/options.ts';
import type { Policy } from '../policy/policy.ts';
import { isThenable } from '../policy/thenable.ts';
import { ALLOW_ORIGIN, CORS_RESPONSE_HEADERS, VARY } from '../spec/names.ts';

/** What the middleware needs of a response: Express's, Connect's, `node:http`'s and `node:http2`'s all have it. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent?: boolean;
  getHeader(name: string): unknown;
  setHeader(name: string, value: string): unknown;
  removeHeader?(name: string): unknown;
  writeHead?(status: number, headers: Record<string, string>): unknown;
  end(): unknown;
}

/** Middleware for Express 4 and 5, Connect, and anything that calls `(request, response, next)`. */
export interface CorsMiddleware {
  (request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void): void;
  /** The policy in force, to be read back; `undefined` where a delegate chooses one for each request. */
  readonly policy: Policy | undefined;
  /**
   * Validates, then puts in force at once. Requests under way keep the policy under which they came.
   * @throws CorsOptionsError when the options are wrong; then nothing changes.
   */
  readonly update: (source: CorsSource<NodeRequest>) => void;
}

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
    const reply = engine.evaluate(request as RequestFacts, request);
    if (isThenable(reply)) reply.then((settled) => deliver(settled, response, next));
    else deliver(reply, response, next);
  }

  return Object.defineProperties(corsMiddleware, {
    policy: { get: () => engine.policy },
    update: { value: engine.update },
  }) as CorsMiddleware;
}

/**
 * Writes, then hands on. Once the head is sent there is nothing left to write, and a response that was sent while
 * a function was asked is not ours to answer. `next` stands outside of the `try`: what a handler throws is not ours.
 */
function deliver(reply: Reply, response: NodeResponse, next: (error?: unknown) => void): void {
  let failure: unknown = reply.error;
  let isAnswered = false;
  try {
    isAnswered = response.headersSent !== true && write(reply, response);
  } catch (error) {
    failure ??= error;
  }
  if (failure !== undefined) next(failure);
  else if (!isAnswered) next();
}

/** @returns whether the reply ended the response. */
function write({ headers, vary, status }: Reply, response: NodeResponse): boolean {
  if (response.getHeader(ALLOW_ORIGIN) !== undefined) removeOtherPolicy(headers, response);
  const present = vary === '' ? undefined : response.getHeader(VARY);
  const merged = present === undefined ? vary : mergeVary(present, vary);
  if (status === undefined || response.writeHead === undefined) {
    for (const name in headers) response.setHeader(name, headers[name] as string);
    if (merged !== '') response.setHeader(VARY, merged);
    if (status === undefined) return false;
    response.statusCode = status;
  } else {
    response.writeHead(status, merged === '' ? headers : { ...headers, [VARY]: merged });
  }
  response.end();
  return true;
}

/** The innermost policy wins whole: what an outer one allowed must not survive next to it. */
function removeOtherPolicy(headers: Reply['headers'], response: NodeResponse): void {
  for (const name of CORS_RESPONSE_HEADERS) {
    if (!(name in headers)) response.removeHeader?.(name);
  }
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
