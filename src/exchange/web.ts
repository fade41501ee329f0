import {
  ALLOW_ORIGIN,
  CORS_RESPONSE_HEADERS,
  ORIGIN,
  REQUEST_HEADERS,
  REQUEST_METHOD,
  VARY,
} from '../spec/names.ts';
import type { RequestFacts } from './classify.ts';
import type { Reply } from './respond.ts';
import { mergeVary } from './vary.ts';
import { removeOthers } from './write.ts';

/** What CORS reads of a Fetch API request. */
export function factsOfFetch({ method, url, headers }: Request): RequestFacts {
  const read = (name: string) => headers.get(name) ?? undefined;
  return {
    method,
    headers: {
      [ORIGIN]: read(ORIGIN),
      [REQUEST_METHOD]: read(REQUEST_METHOD),
      [REQUEST_HEADERS]: read(REQUEST_HEADERS),
      'sec-fetch-site': read('sec-fetch-site'),
      // Only `enforce` asks for it, and a runtime that hides the header still tells the URL.
      get host() {
        return read('host') ?? new URL(url).host;
      },
    },
  };
}

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
  const nested = outer === undefined ? reply : { ...reply, vary: mergeVary(outer.vary, reply.vary) };
  innermost.set(key, nested);
  try {
    const response = await respond(nested);
    return withReply(innermost.get(key) as Reply, response);
  } finally {
    if (outer === undefined) innermost.delete(key);
  }
}

/**
 * A copy, because the headers of redirects and of fetched responses are immutable, and because a handler may hand out
 * the same response twice. What cannot be copied goes through: error responses (status 0), upgrades (101), and the
 * `undefined` by which Bun's handlers say that the socket is no longer HTTP's.
 */
function withReply(reply: Reply, response: Response): Response {
  const status: number = response?.status ?? 0;
  if (status < 200) return response;
  const { body, statusText, headers } = response;
  // A response of Workers (no other has this member) carries more than it shows, such as `encodeBody`. Elsewhere it may
  // be of a framework's own class, which not every `Response` knows how to copy.
  const copy = new Response(body, 'webSocket' in response ? response : { status, statusText, headers });
  writeHeaders(reply, copy.headers);
  return copy;
}

/** Writes a reply into headers that may be written to. What others have put into `Vary` stays. */
export function writeHeaders({ headers, vary }: Reply, target: Headers): void {
  if (target.has(ALLOW_ORIGIN)) {
    removeOthers(CORS_RESPONSE_HEADERS, headers, { removeHeader: (name) => target.delete(name) });
  }
  for (const [name, value] of Object.entries(headers)) target.set(name, value);
  if (vary !== '') target.set(VARY, mergeVary(target.get(VARY), vary));
}
