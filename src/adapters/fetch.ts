import {
  type CorsControls,
  type CorsDelegate,
  type CorsSource,
  createEngine,
  withControls,
} from '../cors.ts';
import { emptyResponse, factsOfFetch, layer } from '../exchange/web.ts';
import type { AcceptableOptions } from '../policy/literals.ts';
import type { CorsOptions } from '../policy/options.ts';
import type { Policy } from '../policy/policy.ts';

/** What answers a request on Bun, Deno, Cloudflare Workers, in Next.js route handlers, and as `app.fetch`. */
export type FetchHandler<Asked extends Request = Request, Rest extends unknown[] = unknown[]> = (
  request: Asked,
  ...rest: Rest
) => Response | Promise<Response>;

/** A handler with CORS: itself one, and all that follows the request is handed on as it came. */
export type CorsHandler<
  Asked extends Request = Request,
  Rest extends unknown[] = unknown[],
> = CorsControls<Asked> & ((request: Asked, ...rest: Rest) => Promise<Response>);

/**
 * Puts CORS around a handler.
 *
 *     export default { fetch: withCors(handler, { origin: ['https://app.example'] }) };
 *
 * Preflights are answered without the handler; into every other response the headers are written, or into a copy whose
 * body still streams, where the response may be another's too. Error responses and upgrades (101) go through untouched.
 *
 * Where the handler throws there is no response to write into: the error goes on to the runtime, whose own response
 * has no CORS headers. Catch errors inside of the handler to let pages read what went wrong.
 *
 * @param handler `(request, ...rest) => Response | Promise<Response>`.
 * @param source options; a policy; or a function `(request) => options | policy | Promise` asked for each request.
 *   Left out, every origin may read, without credentials.
 * @throws CorsOptionsError at once, with every mistake in the options.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function withCors<
  Asked extends Request,
  Rest extends unknown[],
  const Options extends CorsOptions<Asked>,
>(handler: FetchHandler<Asked, Rest>, options: AcceptableOptions<Options>): CorsHandler<Asked, Rest>;
export function withCors<Asked extends Request, Rest extends unknown[]>(
  handler: FetchHandler<Asked, Rest>,
  source?: Policy<Asked> | CorsDelegate<Asked>,
): CorsHandler<Asked, Rest>;
export function withCors<Asked extends Request, Rest extends unknown[]>(
  handler: FetchHandler<Asked, Rest>,
  source: CorsSource<Asked> = {},
): CorsHandler<Asked, Rest> {
  const engine = createEngine(source);

  async function corsHandler(request: Asked, ...rest: Rest): Promise<Response> {
    const reply = await engine.evaluate(factsOfFetch(request), request);
    return layer(request, reply, () => {
      if (reply.error !== undefined) throw reply.error;
      return reply.status === undefined ? handler(request, ...rest) : emptyResponse(reply.status);
    });
  }

  return withControls(corsHandler, engine);
}

export default withCors;
