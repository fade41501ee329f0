import type { Context, Next } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import {
  type CorsControls,
  type CorsDelegate,
  type CorsSource,
  createEngine,
  withControls,
} from '../cors.ts';
import { factsOfFetch, layer, writeHeaders } from '../exchange/web.ts';
import type { AcceptableOptions } from '../policy/literals.ts';
import type { CorsOptions } from '../policy/options.ts';
import type { Policy } from '../policy/policy.ts';

/** Middleware for Hono. */
export type CorsMiddleware = CorsControls<Context> & ((context: Context, next: Next) => Promise<void>);

/**
 * Makes CORS middleware for Hono.
 *
 *     app.use('*', cors({ origin: ['https://app.example'], credentials: true }));
 *
 * Mount it before authentication. Functions of yours get Hono's context: `(origin, c) => ...`.
 *
 * @param source options; a policy; or a function `(c) => options | policy | Promise` asked for each request.
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
    const reply = await engine.evaluate(factsOfFetch(context.req.raw), context);
    const response = await layer(context, reply, async (nested) => {
      if (reply.error !== undefined) {
        // Hono copies these into the response of its error handler.
        writeHeaders(nested, context.res.headers);
        throw reply.error;
      }
      if (reply.status !== undefined) return context.body(null, reply.status as StatusCode);
      await next();
      return context.res;
    });
    if (response === context.res) return;
    // Hono would add the headers of the response that is replaced, the deleted ones among them.
    context.res = undefined;
    context.res = response;
  }

  return withControls(corsMiddleware, engine);
}

export default cors;
