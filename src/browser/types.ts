import type { BlockCode, NoteCode } from './codes.ts';

/** Whose behaviour is wanted: the text of the Fetch standard, or an engine as it was measured. */
export type Engine = 'standard' | 'chromium' | 'firefox' | 'webkit';

export type CredentialsMode = 'omit' | 'same-origin' | 'include';

export type RequestMode = 'cors' | 'no-cors' | 'same-origin';

/**
 * Headers in any of the shapes at hand: a plain object (a list of values stands for several lines), a list of pairs,
 * or a `Headers`. Lines of one name are kept apart wherever the shape keeps them apart.
 */
export type HeadersShape =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string]>;

/** What a script on a page asks for. */
export interface BrowserRequest {
  /** The page's origin, as browsers serialise it (`https://app.example`), or `null` for an opaque one. */
  readonly origin: string;
  /** An absolute URL. */
  readonly url: string;
  /** Default `GET`. */
  readonly method?: string | undefined;
  readonly headers?: HeadersShape | undefined;
  /** Default `same-origin`, as for `fetch()`: across origins no cookies. */
  readonly credentials?: CredentialsMode | undefined;
  /** Default `cors`. */
  readonly mode?: RequestMode | undefined;
  /** The API that the page calls; it shows in Chromium's messages. Default `fetch`. */
  readonly initiator?: 'fetch' | 'xhr' | undefined;
  /** A streamed body, or an upload listener on an `XMLHttpRequest`: a preflight whatever else is asked. Default `false`. */
  readonly forcePreflight?: boolean | undefined;
}

/** What a server answered. */
export interface ServerResponse {
  readonly status: number;
  readonly headers?: HeadersShape | undefined;
}

/** One answer of a redirect chain, with the answer to its own preflight where one was sent to its URL. */
export interface ServerHop extends ServerResponse {
  readonly preflight?: ServerResponse | undefined;
}

/** What came back. What is absent never arrived: a network error, where the browser needed it. */
export interface Exchange {
  /** The answer to the preflight of the first URL. */
  readonly preflight?: ServerResponse | undefined;
  /** The answer to the request, or the answers of a redirect chain in their order. */
  readonly response?: ServerResponse | readonly ServerHop[] | undefined;
}

/** A request as it goes out; of the headers those that the page and CORS decide. Names in lower case. */
export interface SentRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a browser would send for a request. */
export interface Plan {
  readonly crossOrigin: boolean;
  /** `null` where none is needed. */
  readonly preflight: (SentRequest & { readonly method: 'OPTIONS' }) | null;
  /** `null` where the browser refuses the request itself, and sends nothing. */
  readonly actual: SentRequest | null;
  /** Why nothing is sent. */
  readonly refusal: BlockCode | null;
}

/** Something worth knowing that does not block. */
export interface Note {
  readonly code: NoteCode;
  readonly text: string;
}

/** At which step of an exchange a request was blocked. */
export type Step = 'request' | 'preflight' | 'redirect' | 'response';

/** The circumstances of a verdict, for those who explain it. */
export interface Circumstances {
  /** The page's origin, and what the `Origin` header said: `null` after a redirect from one foreign origin to another. */
  readonly origin: string;
  readonly sentOrigin: string;
  /** The URL whose answer decided, and the one that the page asked for. */
  readonly url: string;
  readonly firstUrl: string;
  readonly method: string;
  readonly credentials: CredentialsMode;
  readonly mode: RequestMode;
  readonly initiator: 'fetch' | 'xhr';
  /** Status of the deciding answer; `null` where there was none. */
  readonly status: number | null;
  /** `Access-Control-Allow-Origin` of the deciding answer, lines joined. */
  readonly allowOrigin: string | null;
  /** Where the deciding answer redirected to; `null` if nowhere. */
  readonly location: string | null;
  /** The value, method, header or address at fault. */
  readonly culprit: string | null;
  /** Every request header that the preflight's answer refuses; an engine names one of them. In lower case. */
  readonly refusedHeaders: readonly string[];
  /** Whether the URL that decided was of another origin than the page, or came after one that was. */
  readonly crossOrigin: boolean;
  /** Whether the deciding answer was one to a preflight. */
  readonly preflight: boolean;
}

/** One request of an exchange. */
export interface WireRequest extends SentRequest {
  readonly url: string;
}

/** A browser's conclusion. */
export interface Verdict {
  /** Whether the page may read the answer, gets an opaque one, or a network error. */
  readonly outcome: 'readable' | 'opaque' | 'blocked';
  readonly engine: Engine;
  /** `null` unless blocked; so are `code`, `detail`, `engineCode` and `message`. */
  readonly step: Step | null;
  readonly code: BlockCode | null;
  /** What the engine names as being at fault: Chromium's `failedParameter`, the token in Firefox's message. */
  readonly detail: string | null;
  /** Chromium's `CorsError`, or the category under which Firefox logs. */
  readonly engineCode: string | null;
  /** The line of the engine's console that gives the reason. */
  readonly message: string | null;
  /** Names of the response's headers that the page can read, in lower case, sorted. */
  readonly exposedHeaders: readonly string[];
  /** For how long a passed preflight is remembered, in seconds; `null` without one. */
  readonly preflightCacheSeconds: number | null;
  /** What the browser sent to come here, preflights and redirects included, in order. */
  readonly requests: readonly WireRequest[];
  readonly notes: readonly Note[];
  readonly circumstances: Circumstances;
}
