import type { Context, Next } from 'koa';
import {
  type CorsControls,
  type CorsDelegate,
  type CorsSource,
  createEngine,
  withControls,
} from '../cors.ts';
import type { RequestFacts } from '../exchange/classify.ts';
import { mergeVary } from '../exchange/vary.ts';
import { type NodeResponse, writeReply } from '../exchange/write.ts';
import { show } from '../policy/errors.ts';
import type { AcceptableOptions } from '../policy/literals.ts';
import type { CorsOptions } from '../policy/options.ts';
import type { Policy } from '../policy/policy.ts';
import { CORS_RESPONSE_HEADERS, VARY } from '../spec/names.ts';

/** Middleware for Koa 2 and 3. */
export type CorsMiddleware = CorsControls<Context> & ((context: Context, next: Next) => Promise<void>);

/**
 * Makes CORS middleware for Koa.
 *
 *     app.use(cors({ origin: ['https://app.example'], credentials: true }));
 *
 * Mount it first. The headers survive errors: they go along in the `headers` of what is thrown. Functions of yours get
 * Koa's context: `(origin, ctx) => ...`.
 *
 * @param source options; a policy; or a function `(ctx) => options | policy | Promise` asked for each request.
 *   Left out, every origin may read, without credentials.
 * @throws CorsOptionsError at once, with every mistake in the options.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function cors<const Options extends CorsOptions<Context>>(
  options: AcceptableOptions<Options>,
): CorsMiddleware;
export function cors(source?: Policy<Context> | CorsDelegate<Context>): CorsMiddleware;
export function cors(source: CorsSource<Context> = {}): CorsMiddleware {
  const engine = createEngine(source);

  async function corsMiddleware(context: Context, next: Next): Promise<void> {
    const reply = await engine.evaluate(context.req as RequestFacts, context, context.res);
    if (reply.status !== undefined && !context.headerSent) endWith(reply.status, context);
    if (!context.headerSent) writeReply({ ...reply, status: undefined }, context.res);
    try {
      if (reply.error !== undefined) throw reply.error;
      if (reply.status === undefined) await next();
      watchBody(context);
    } catch (thrown) {
      throw carryHeaders(thrown, context.res);
    }
  }

  return withControls(corsMiddleware, engine);
}

export default cors;

/** Without a type, because Koa writes the text `null` for an empty body of type JSON. */
function endWith(status: number, context: Context): void {
  context.remove('Content-Type');
  context.body = null;
  context.status = status;
}

/**
 * Koa empties the head of a failed response, and then sets what is in the error's `headers`. An inner policy's headers
 * are on the response by now, so whichever layer does this, the innermost policy wins.
 *
 * @returns what to throw instead, where the headers would be lost: Koa wraps what is no error, and nothing can be put
 *   on an error that is frozen.
 */
function carryHeaders(thrown: unknown, response: NodeResponse): unknown {
  if (thrown === undefined || thrown === null) return thrown;
  const error = isError(thrown) && Object.isExtensible(thrown) ? thrown : wrap(thrown);
  const headers: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(Reflect.get(error, 'headers') ?? {})) {
    headers[name.toLowerCase()] = value;
  }
  for (const name of CORS_RESPONSE_HEADERS) headers[name] = response.getHeader(name);
  headers[VARY] = mergeVary(response.getHeader(VARY), mergeVary(headers[VARY], ''));
  const present = Object.entries(headers).filter(([, value]) => value !== undefined && value !== '');
  Reflect.set(error, 'headers', Object.fromEntries(present));
  return error;
}

/** An error of another realm is no instance of this one's `Error`. */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

function wrap(thrown: unknown): Error {
  const message = isError(thrown) ? thrown.message : `non-error thrown: ${show(thrown)}`;
  return new Error(message, { cause: thrown });
}

/** Koa 2 fails the response by itself when a body cannot be read: its listener must find the headers in the error. */
function watchBody({ body, res }: Context): void {
  const stream = body as { prependListener?: (event: string, listener: (error: unknown) => void) => unknown };
  if (typeof stream?.prependListener !== 'function') return;
  stream.prependListener('error', (error) => {
    carryHeaders(error, res);
  });
}
