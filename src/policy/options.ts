import type { CorsDebugEvent } from './debug-event.ts';

/**
 * The request as an origin function or a delegate receives it on Node: what Express, Connect, `node:http` and
 * `node:http2` have in common. Annotate the parameter to see more of it: `(origin, req: express.Request) => ...`.
 */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/**
 * Decides about one origin.
 *
 * Called only with a well-formed origin (never an absent one; never `null`, unless `dangerously.allowNullOrigin`),
 * as the browser sent it. Only `true` allows, `false` refuses. Anything else, a throw and a rejection refuse too, and
 * go to the framework's error handling.
 */
export type OriginFunction<Request = NodeRequest> = {
  // Declared as a method so that a handler may name its framework's own request type.
  decide(origin: string, request: Request): boolean | PromiseLike<boolean>;
}['decide'];

/** What one entry of an origin list may be: an exact origin, a pattern, `'*'`, or an anchored RegExp. */
export type OriginEntry = string | RegExp;

/** Everything that the `origin` option accepts. */
export type OriginOption<Request = NodeRequest> =
  | boolean
  | OriginEntry
  | Iterable<OriginEntry>
  | OriginFunction<Request>;

/** Switches for what is refused because it has gone wrong elsewhere. Each one is off unless it is `true`. */
export interface DangerousOptions {
  /**
   * Lets the origin `null` be listed, and passed to an origin function.
   *
   * Security: every sandboxed frame, `data:` document and local file has the origin `null`, an attacker's too.
   */
  readonly allowNullOrigin?: boolean | undefined;
  /**
   * Lets plain-http origins (beyond this machine) be listed together with `credentials`.
   *
   * Security: whoever sits on the network between can put a script into such a page and read what the user may read.
   */
  readonly allowInsecureOrigins?: boolean | undefined;
  /**
   * Lets a wildcard stand directly under a public suffix (`https://*.github.io`) together with `credentials`.
   *
   * Security: anyone can register a name there, and so be allowed.
   */
  readonly allowPublicSuffixes?: boolean | undefined;
  /**
   * Lets `origin: '*'` (or `true`) stand together with `credentials`: every well-formed origin is sent back.
   *
   * Security: every page on the web can then read what your users can read.
   */
  readonly reflectAnyOrigin?: boolean | undefined;
  /**
   * Lets a RegExp be unanchored, and contain a bare `.`.
   *
   * Security: `/example\.com/` allows `https://example.com.evil.com`.
   */
  readonly allowLooseRegExp?: boolean | undefined;
}

/**
 * What a server allows other origins to do. All of it is read once, when the middleware is made, and copied: what
 * happens to the object afterwards changes nothing. For every option but `origin`, `undefined` means the default.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export interface CorsOptions<Request = NodeRequest> {
  /**
   * Which origins may read responses.
   *
   * - `'*'` or `true`: everyone, without credentials
   * - `'https://app.example'`: one exact origin, as the browser sends it (no path, no trailing slash)
   * - `'https://*.app.example'`: every subdomain at any depth, not the domain itself
   * - `'http://localhost:*'`: any port, or none; can be combined with a leading `*.`
   * - an anchored RegExp, such as `/^https:\/\/pr-\d+\.app\.example$/`
   * - an array, Set or other iterable of all these
   * - a function `(origin, request) => boolean | Promise<boolean>`
   * - `false`: nobody
   *
   * Security: CORS decides who may *read*; it neither authenticates nor stops simple requests from being made.
   *
   * @defaultValue `'*'`. `origin: undefined` is an error, because it is what an unset variable looks like.
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-origin
   */
  readonly origin?: OriginOption<Request>;
  /**
   * The methods that a preflight allows, as a list or a comma-separated string. GET, HEAD and POST are always allowed
   * by browsers. `'*'` allows every method.
   * @defaultValue `GET,HEAD,PUT,PATCH,POST,DELETE,QUERY`
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-methods
   */
  readonly methods?: string | readonly string[] | undefined;
  /**
   * The request headers that a preflight allows, as a list or a comma-separated string; `[]` for none. `'*'` allows
   * every header.
   * @defaultValue what the preflight asks for
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-headers
   */
  readonly allowedHeaders?: string | readonly string[] | undefined;
  /**
   * The response headers that scripts may read beside the safelisted ones, as a list or a comma-separated string.
   * `'*'` exposes all, without credentials only.
   * @defaultValue none
   * @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers
   */
  readonly exposedHeaders?: string | readonly string[] | undefined;
  /**
   * Whether cookies, client certificates and HTTP authentication may go along.
   *
   * Security: what an allowed origin can then read is what the signed-in user can read. Name the origins exactly.
   *
   * @defaultValue `false`
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-credentials
   */
  readonly credentials?: boolean | undefined;
  /**
   * For how many whole seconds (0 to 86400) a browser may remember a preflight. Chromium caps it at 7200, WebKit at
   * 600.
   * @defaultValue not sent: browsers take 5 seconds
   * @see https://fetch.spec.whatwg.org/#http-access-control-max-age
   */
  readonly maxAge?: number | undefined;
  /**
   * Hands preflights on to the next handler, with the headers set, instead of answering them.
   * @defaultValue `false`
   */
  readonly preflightContinue?: boolean | undefined;
  /**
   * The status (200 to 299) that answers a preflight.
   * @defaultValue `204`
   */
  readonly optionsSuccessStatus?: number | undefined;
  /**
   * Answers 403 to cross-origin requests (preflights too) from origins that are not allowed, before any handler runs.
   * Never to same-origin requests, never to requests without an `Origin`.
   *
   * Security: stops simple cross-origin requests from browsers that CORS alone lets through. No replacement for
   * CSRF tokens or `SameSite` cookies, and no access control: what is not a browser sends any `Origin` it likes.
   *
   * @defaultValue `false`
   */
  readonly enforce?: boolean | undefined;
  /**
   * Names of further request headers that an origin function reads; they are added to `Vary`. `Origin` is there
   * already.
   * @defaultValue none
   * @see https://www.rfc-editor.org/rfc/rfc9110#field.vary
   */
  readonly vary?: string | readonly string[] | undefined;
  /**
   * Whether to say what browsers will block, and what breaks the headers of this policy behind its back: one line on
   * the console for each new kind (at most 100), with the cause, the nearest allowed origin and the cure. A function is
   * called with each such event instead; what it throws is ignored.
   *
   * While this is on, the head of each Node response is looked at when it is written. Off, nothing is loaded and
   * nothing is looked at.
   *
   * Security: the lines tell what is allowed. Keep them from strangers.
   *
   * @defaultValue `true` while the middleware is made with `NODE_ENV` other than `production`; `false` where
   *   `CROSSGATE_QUIET=1`, or where there is no `process`
   */
  readonly debug?: boolean | ((event: CorsDebugEvent) => void) | undefined;
  /** Opt-outs of single safety checks. */
  readonly dangerously?: DangerousOptions | undefined;
}

/** Options after normalisation: complete, frozen, and again valid as options. */
export interface NormalizedOptions<Request = NodeRequest> {
  readonly origin: false | string | readonly OriginEntry[] | OriginFunction<Request>;
  readonly methods: readonly string[];
  /** `undefined`: what the preflight asks for. */
  readonly allowedHeaders: readonly string[] | undefined;
  readonly exposedHeaders: readonly string[];
  readonly credentials: boolean;
  /** In seconds; `undefined`: not sent. */
  readonly maxAge: number | undefined;
  readonly preflightContinue: boolean;
  readonly optionsSuccessStatus: number;
  readonly enforce: boolean;
  readonly vary: readonly string[];
  /** `undefined`: what the environment says. */
  readonly debug: boolean | ((event: CorsDebugEvent) => void) | undefined;
  readonly dangerously: { readonly [Name in keyof DangerousOptions]-?: boolean };
}
