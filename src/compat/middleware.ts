import { createAdviser } from './advice.ts';
import { ask, type Next, type Question } from './ask.ts';
import { actualBlocks, preflightBlocks } from './blocks.ts';
import { endPreflight, type LegacyResponse, writeBlocks, writeRefusal } from './deliver.ts';
import {
  type CorsOptions,
  type CorsOptionsDelegate,
  type CorsRequest,
  type LegacyOptions,
  withDefaults,
} from './options.ts';
import { allowOrigin, originFault } from './origin.ts';

/** What steers compat itself, as opposed to what it sends. */
export interface CompatSettings {
  /**
   * Whether to keep silent about what the strict entry would refuse.
   * @defaultValue `false`; the environment variable `CROSSGATE_QUIET=1` silences every middleware
   */
  readonly quiet?: boolean | undefined;
}

/** Middleware for Express 4 and 5, Connect, and anything that calls `(req, res, next)`. */
export type CorsMiddleware<T extends CorsRequest> = Lenient<
  [
    req: T,
    res: {
      statusCode?: number | undefined;
      setHeader(key: string, value: string): unknown;
      end(): unknown;
    },
    next: Lenient<[err?: unknown], unknown>,
  ],
  void
>;

/** A function whose parameters may be narrowed, as those of a method may: by a host's own types, or by `Error`. */
type Lenient<Parameters extends unknown[], Result> = {
  call(...parameters: Parameters): Result;
}['call'];

/**
 * The drop-in for `cors` 2.8.6: the same options, the same headers in the same order, the same calls of `next`.
 * Where that package fails (a promise that hangs, a `/g` RegExp that alternates, a refusal without `Vary`), this does
 * what its author meant.
 *
 * Outside production it says on the console what the strict entry `crossgate` would refuse about the options.
 *
 * Security: options are served as they are. Move to the strict entry, which refuses the dangerous ones.
 *
 * @param options options, or a function that chooses them for each request. Anything else counts as left out.
 * @throws TypeError when `origin` is something for which `cors` would let every origin in: a plain object, a number.
 */
// The name is the one that `cors` shows in stack traces.
function middlewareWrapper<T extends CorsRequest = CorsRequest>(
  options?: CorsOptions | CorsOptionsDelegate<T>,
  settings: CompatSettings = {},
): CorsMiddleware<T> {
  const advise = createAdviser(settings?.quiet === true);
  if (typeof options !== 'function') throwOriginFault(options);
  advise(options);

  return function corsMiddleware(req, res, next) {
    const exchange: Exchange = { req, res: res as LegacyResponse, next: next as Next };
    if (typeof options !== 'function') return apply(options, false, exchange);
    const delegate = options as Question<T>;
    const settle = (error: unknown, chosen: unknown, handOn: Next) => {
      if (error) return void handOn(error);
      advise(chosen);
      apply(chosen, true, { ...exchange, next: handOn });
    };
    ask(delegate, req, settle, exchange.next, 'throw');
  };
}

export { middlewareWrapper as cors, middlewareWrapper as default };

interface Exchange {
  readonly req: CorsRequest;
  readonly res: LegacyResponse;
  readonly next: Next;
}

/** Applies options to a request. A falsy `origin` switches CORS off, for OPTIONS as well. */
function apply(given: unknown, isChosen: boolean, exchange: Exchange): void {
  const options = withDefaults(given);
  const { origin } = options;
  const { req, res, next } = exchange;
  if (!origin) {
    writeRefusal(isChosen, res);
    next();
  } else if (typeof origin === 'function') {
    const settle = (error: unknown, answer: unknown, handOn: Next) => {
      if (!error && answer) return respond(answer, options, { req, res, next: handOn });
      if (!error) writeRefusal(true, res);
      handOn(error);
    };
    ask(origin as Question<string | undefined>, req.headers.origin, settle, next, 'fail');
  } else {
    respond(origin, options, exchange);
  }
}

/** Answers for an `origin` that is truthy, and no function any more. */
function respond(origin: unknown, options: LegacyOptions, { req, res, next }: Exchange): void {
  const { headers, method } = req;
  const fault = originFault(origin);
  if (fault !== undefined) return void next(fault);
  const answer = {
    options,
    allowOrigin: allowOrigin(origin, headers.origin),
    isPublic: origin === '*',
    requestHeaders: headers['access-control-request-headers'],
  };
  const isOptions = method?.toUpperCase?.() === 'OPTIONS';
  writeBlocks(isOptions ? preflightBlocks(answer) : actualBlocks(answer), res);
  if (isOptions && !options.preflightContinue) endPreflight(options.optionsSuccessStatus, res);
  else next();
}

/** At once, where a mistake can be seen at once. A getter is left for the requests. */
function throwOriginFault(options: unknown): void {
  const property = Object.getOwnPropertyDescriptor(Object(options), 'origin');
  const fault = typeof property?.value === 'function' ? undefined : originFault(property?.value);
  if (fault !== undefined) throw fault;
}
