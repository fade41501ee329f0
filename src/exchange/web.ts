import {
  ALLOW_ORIGIN,
  CORS_RESPONSE_HEADERS,
  ORIGIN,
  REQUEST_HEADERS,
  REQUEST_METHOD,
  VARY,
} from '../spec/names.ts';
import type { RequestFacts } from './classify.ts';
import { type Reply, varyingBy } from './respond.ts';
import { mergeVary } from './vary.ts';
import { removeOthers } from './write.ts';

/** What CORS reads of a Fetch API request. */
export function factsOfFetch(request: Request): RequestFacts {
  return { method: request.method, headers: new FetchHeaders(request) };
}

/** Reads a header where it is asked for: of most requests that is the origin, and nothing else. */
class FetchHeaders implements Facts {
  readonly origin: string | undefined;
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
    this.origin = this.#read(ORIGIN);
  }

  get [REQUEST_METHOD](): string | undefined {
    return this.#read(REQUEST_METHOD);
  }

  get [REQUEST_HEADERS](): string | undefined {
    return this.#read(REQUEST_HEADERS);
  }

  get 'sec-fetch-site'(): string | undefined {
    return this.#read('sec-fetch-site');
  }

  /** A runtime that hides the header still tells the URL. */
  get host(): string {
    return this.#read('host') ?? new URL(this.#request.url).host;
  }

  #read(name: string): string | undefined {
    return this.#request.headers.get(name) ?? undefined;
  }
}

type Facts = RequestFacts['headers'];

/** The reply of the innermost policy that has judged a request so far. */
const innermost = new WeakMap<object, Reply>();

/**
 * Lets `respond` make the response, and writes the reply into it.
 *
 * Here headers are written once the response exists, so the outermost policy writes last. What it writes is the reply
 * of the innermost one all the same, as on hosts whose headers are set on the way in.
 *
 * @param key stands for the exchange: the same object in every layer.
 * @param respond gets the reply with what outer policies want in `Vary`.
 */
export async function layer(
  key: object,
  reply: Reply,
  respond: (nested: Reply) => Response | Promise<Response>,
): Promise<Response> {
  const outer = innermost.get(key);
  const nested = outer === undefined ? reply : varyingBy(outer.headers[VARY], reply);
  innermost.set(key, nested);
  try {
    const response = await respond(nested);
    return withReply(key, innermost.get(key) as Reply, response);
  } finally {
    if (outer === undefined) innermost.delete(key);
  }
}

/** The response that ends an exchange, its headers still to be written. */
export function emptyResponse(status: number): Response {
  const response = new Response(null, { status });
  own.add(response);
  return response;
}

/** Responses of this package's own making. */
const own = new WeakSet<Response>();
/** Responses of handlers that were written into, each with the exchange for which it was. */
const written = new WeakMap<Response, object>();

/**
 * Whether nobody else holds on to a response: a body can be sent only once, and what has a type has a body (to look at
 * the body itself would make some runtimes turn a text into a stream); a framework's own class is made for each
 * request, and may not have made its headers yet. Any other may be handed out again, and is, as one without a body.
 */
function isForOneRequest(key: object, response: Response): boolean {
  if (own.has(response)) return true;
  if (written.has(response)) return written.get(response) === key;
  const isPlain = Object.getPrototypeOf(response) === Response.prototype;
  if (isPlain && !response.headers.has('content-type')) return false;
  written.set(response, key);
  return true;
}

/**
 * The response with the reply in it: itself, or a copy where others may hold on to it. What cannot be copied goes
 * through: error responses (status 0), upgrades (101), and the `undefined` by which Bun's handlers say that the socket
 * is no longer HTTP's.
 */
function withReply(key: object, reply: Reply, response: Response): Response {
  const status: number = response?.status ?? 0;
  if (status < 200) return response;
  if (isForOneRequest(key, response) && couldWrite(reply, response.headers)) return response;
  const { body, statusText, headers } = response;
  // A response of Workers (no other has this member) carries more than it shows, such as `encodeBody`. Elsewhere it may
  // be of a framework's own class, which not every `Response` knows how to copy.
  const copy = new Response(body, 'webSocket' in response ? response : { status, statusText, headers });
  writeHeaders(reply, copy.headers);
  return copy;
}

/** Writes, unless the headers are immutable, as those of redirects and of fetched responses are: only trying tells. */
function couldWrite(reply: Reply, headers: Response['headers']): boolean {
  try {
    writeHeaders(reply, headers);
    return true;
  } catch {
    return false;
  }
}

/** Writes a reply into headers that may be written to. What others have put into `Vary` stays. */
export function writeHeaders({ headers }: Reply, target: Headers): void {
  if (target.has(ALLOW_ORIGIN)) {
    removeOthers(CORS_RESPONSE_HEADERS, headers, { removeHeader: (name) => target.delete(name) });
  }
  for (const [name, value] of Object.entries(headers)) {
    target.set(name, name === VARY ? mergeVary(target.get(VARY), value) : value);
  }
}
