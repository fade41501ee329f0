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
export function writeReply({ headers, vary, status }: Reply, response: NodeResponse): boolean {
  if (response.getHeader(ALLOW_ORIGIN) !== undefined) removeOthers(CORS_RESPONSE_HEADERS, headers, response);
  // Asked before anything is set: a response without headers says so at once.
  const varyValue = vary === '' ? '' : mergedVary(vary, response);
  if (status !== undefined && response.writeHead !== undefined) {
    response.writeHead(status, varyValue === '' ? headers : { [VARY]: varyValue, ...headers });
    response.end();
    return true;
  }
  if (status !== undefined) response.statusCode = status;
  setHeaders(headers, response);
  if (varyValue !== '') response.setHeader(VARY, varyValue);
  if (status === undefined) return false;
  response.end();
  return true;
}

/** Sets headers one by one, in their order. */
export function setHeaders(headers: Headers, response: Pick<NodeResponse, 'setHeader'>): void {
  for (const name in headers) response.setHeader(name, headers[name] as string);
}

/** Adds names to `Vary`. `spelling` is how that header is asked for and set. */
export function addVary(
  names: string,
  response: Pick<NodeResponse, 'getHeader' | 'setHeader'>,
  spelling: string = VARY,
): void {
  response.setHeader(spelling, mergedVary(names, response, spelling));
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

/** Asks for the absent header first: merging is for the few responses that have one. */
function mergedVary(
  names: string,
  response: Pick<NodeResponse, 'getHeader'>,
  spelling: string = VARY,
): string {
  const present = response.getHeader(spelling);
  return present === undefined ? names : mergeVary(present, names);
}
