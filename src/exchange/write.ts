import { ALLOW_ORIGIN, CORS_RESPONSE_HEADERS, VARY } from '../spec/names.ts';
import type { Headers } from './headers.ts';
import type { Reply } from './respond.ts';
import { mergeVary } from './vary.ts';

/** What the middleware needs of a response: Express's, Connect's, `node:http`'s and `node:http2`'s all have it. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent?: boolean;
  getHeader(name: string): unknown;
  setHeader(name: string, value: string): unknown;
  removeHeader?(name: string): unknown;
  writeHead?(status: number, headers: Record<string, string>): unknown;
  end(): unknown;
}

/**
 * Writes a reply to a Node-style response. A response that ends goes out in one `writeHead` where there is one.
 *
 * @returns whether the reply ended the response.
 */
export function writeReply(reply: Reply, response: NodeResponse): boolean {
  const headers = headersFor(response, reply);
  if (reply.status !== undefined) {
    end(response, reply.status, headers);
    return true;
  }
  setHeaders(headers, response);
  return false;
}

function end(response: NodeResponse, status: number, headers: Headers): void {
  if (response.writeHead !== undefined) {
    response.writeHead(status, headers);
  } else {
    response.statusCode = status;
    setHeaders(headers, response);
  }
  response.end();
}

/** What is left to write once the innermost policy has won. Merging is for the few responses that have a `Vary`. */
function headersFor(response: NodeResponse, { headers }: Reply): Headers {
  if (response.getHeader(ALLOW_ORIGIN) !== undefined) removeOthers(CORS_RESPONSE_HEADERS, headers, response);
  const names = headers[VARY];
  if (names === undefined) return headers;
  const present = response.getHeader(VARY);
  return present === undefined ? headers : { ...headers, [VARY]: mergeVary(present, names) };
}

/** Sets headers one by one, in their order. */
export function setHeaders(headers: Headers, response: Pick<NodeResponse, 'setHeader'>): void {
  for (const name in headers) response.setHeader(name, headers[name] as string);
}

/** The innermost policy wins whole: of `names`, what an outer one set and it does not set itself has to go. */
export function removeOthers(
  names: readonly string[],
  own: Headers,
  response: Pick<NodeResponse, 'removeHeader'>,
): void {
  for (const name of names) {
    if (!(name in own)) response.removeHeader?.(name);
  }
}
