import type { IncomingHttpHeaders } from 'node:http';

/** What a delegate sees of a request at the least; a framework's own request type goes in as a type argument. */
export interface CorsRequest {
  method?: string | undefined;
  headers: IncomingHttpHeaders;
}

/** Every value of `origin` that is no function. */
export type StaticOrigin = boolean | string | RegExp | Array<boolean | string | RegExp>;

/**
 * Decides about an origin; called on every request, with `undefined` where there is no `Origin`. It may also return
 * its answer, or a promise of it, instead of calling back.
 */
export type CustomOrigin = (
  requestOrigin: string | undefined,
  callback: (err: Error | null, origin?: StaticOrigin) => void,
) => void;

/**
 * The options of `cors` 2.8.6. They are read anew on every request, so that later changes to the object take effect.
 * The options of the strict entry, which explain each effect in full, have the same names.
 */
export interface CorsOptions {
  /**
   * Who may read. A string goes to every origin as it is; `true` sends any origin back; RegExps and arrays are
   * compared; a falsy value switches CORS off.
   * @defaultValue `'*'`
   */
  origin?: StaticOrigin | CustomOrigin | undefined;
  /**
   * What a preflight allows, sent as it is.
   * @defaultValue `'GET,HEAD,PUT,PATCH,POST,DELETE'`
   */
  methods?: string | string[] | undefined;
  /**
   * What a preflight allows, sent as it is.
   * @defaultValue what the preflight asks for
   */
  allowedHeaders?: string | string[] | undefined;
  /**
   * Response headers that scripts may read, sent as they are.
   * @defaultValue none
   */
  exposedHeaders?: string | string[] | undefined;
  /**
   * Whether cookies may go along. Only `true` counts.
   * @defaultValue `false`
   */
  credentials?: boolean | undefined;
  /**
   * For how many seconds a browser may remember a preflight.
   * @defaultValue not sent
   */
  maxAge?: number | undefined;
  /**
   * Hands OPTIONS requests on to the next handler, with the headers set.
   * @defaultValue `false`
   */
  preflightContinue?: boolean | undefined;
  /**
   * The status that answers OPTIONS requests.
   * @defaultValue `204`
   */
  optionsSuccessStatus?: number | undefined;
}

/**
 * Chooses options for a request. It may also return them, or a promise of them, instead of calling back.
 */
export type CorsOptionsDelegate<T extends CorsRequest = CorsRequest> = (
  req: T,
  callback: (err: Error | null, options?: CorsOptions) => void,
) => void;

/** Options as a request meets them: defaults filled in, and any value in any place, as JavaScript lets through. */
export type LegacyOptions = { [Name in keyof CorsOptions | 'headers']?: unknown };

const DEFAULTS = Object.freeze({
  origin: '*',
  methods: 'GET,HEAD,PUT,PATCH,POST,DELETE',
  preflightContinue: false,
  optionsSuccessStatus: 204,
});

/** Own enumerable properties over the defaults, getters run once. An own `undefined` counts, except for `methods`. */
export function withDefaults(given: unknown): LegacyOptions {
  const options: LegacyOptions = Object.assign({}, DEFAULTS, given);
  options.methods ??= DEFAULTS.methods;
  return options;
}
