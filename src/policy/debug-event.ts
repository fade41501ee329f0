/** What kind of trouble a debug event tells of: stable, lower case, hyphens. */
export type CorsDebugCode =
  /** The policy does not allow the origin. */
  | 'origin-refused'
  /** A preflight asks for a method that the policy does not allow. */
  | 'method-refused'
  /** A preflight asks for request headers that the policy does not allow. */
  | 'header-refused'
  /** The page sent cookies, which the policy does not cover. */
  | 'credentials-refused'
  /** The origin function failed, so nothing was allowed. */
  | 'function-failed'
  /** A CORS header was changed, removed or added after the policy had written its own. */
  | 'header-overwritten'
  /** A CORS header of one value is sent with several. */
  | 'header-doubled'
  /** `Vary` lost a name, so that a cache may serve one origin's response to another. */
  | 'vary-lost'
  /** A preflight that was handed on was answered with a status that no browser accepts. */
  | 'preflight-answered'
  /** The response was sent before the policy had written anything. */
  | 'answered-early';

/** Something that a browser blocks, or that breaks what the policy sends. All texts are escaped and cut, fit for a log. */
export interface CorsDebugEvent {
  readonly code: CorsDebugCode;
  /** Of a preflight the method that it asks for. */
  readonly method: string;
  /** The path of the request, without its query. */
  readonly path: string;
  /** The `Origin` of the request, `undefined` if there was none. */
  readonly origin: string | undefined;
  readonly cause: string;
  /** An origin that is allowed and differs in one small thing only. */
  readonly nearest: { readonly origin: string; readonly difference: string } | undefined;
  readonly cure: string;
  /** All of it in one line, as it is printed where no function is given. */
  readonly text: string;
}
