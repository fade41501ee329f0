/** What an engine prints, with `{placeholders}`, and the name under which it reports the reason. */
export interface EngineText {
  readonly text: string;
  /** Chromium's `CorsError`, or Firefox's category. */
  readonly code?: string;
  /** Chromium's `CorsError` where the answer is one to a preflight. */
  readonly preflightCode?: string;
  /** Whether the engine reports the culprit beside the code. */
  readonly names?: true;
}

/** One reason: its cause and cure in our words, and the words of each engine that has some. */
export interface Message {
  readonly cause: string;
  readonly cure: string;
  readonly chromium?: EngineText;
  readonly firefox?: EngineText;
  readonly webkit?: EngineText;
}

/** What the console texts of an engine have in common. */
export const CHROMIUM =
  "Access to {kind} at '{url}' {redirected}from origin '{origin}' has been blocked by CORS policy: ";
export const CHROMIUM_CHECK = `${CHROMIUM}{preflight}`;
export const FIREFOX =
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}. (Reason: ';
export const FIREFOX_NO_SUCCESS: EngineText = {
  code: 'CORSDidNotSucceed2',
  text: `${FIREFOX}CORS request did not succeed). Status code: (null).`,
};
export const FIREFOX_NOT_MATCHING: EngineText = {
  code: 'CORSAllowOriginNotMatchingOrigin',
  text: `${FIREFOX}CORS header ‘Access-Control-Allow-Origin’ does not match ‘{culprit}’).`,
  names: true,
};
export const WEBKIT_NOT_ALLOWED: EngineText = {
  text: '{redirection}Origin {sentOrigin} is not allowed by Access-Control-Allow-Origin. Status code: {status}',
};

export const WEBKIT_REDIRECT_SCHEME: EngineText = {
  text: 'Cross-origin redirection to {location} denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS redirection with non CORS scheme',
};
