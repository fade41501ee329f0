import type { Headers } from '../exchange/headers.ts';
import { mergeVary } from '../exchange/vary.ts';
import { type NodeResponse, removeOthers, setHeaders } from '../exchange/write.ts';
import { type Block, NO_BODY, ORIGIN, VARY } from './blocks.ts';

/** What a response may look like: fakes have little of it. Nothing but `setHeader` is used without being there. */
export type LegacyResponse = Pick<NodeResponse, 'statusCode' | 'setHeader' | 'end'> &
  Partial<Pick<NodeResponse, 'getHeader' | 'removeHeader' | 'headersSent'>>;

/** Writes the headers of a reply in the order in which `cors` sets them. */
export function writeBlocks(blocks: readonly Block[], response: LegacyResponse): void {
  takeOver(blocks, response);
  lastWritten.set(response, blocks);
  for (const { headers, vary } of blocks) {
    setHeaders(headers, response);
    if (vary === '') continue;
    if (!hasVary(response)) throw new TypeError('res argument is required');
    addVary(vary, response);
  }
}

/** Answers an OPTIONS request. The status is whatever the options say: the host may refuse it. */
export function endPreflight(status: unknown, response: LegacyResponse): void {
  response.statusCode = status as number;
  setHeaders(NO_BODY, response);
  response.end();
}

/**
 * What a refusal leaves on a response: nothing of an earlier policy; and where a function refused, that it may answer
 * otherwise to another origin.
 */
export function writeRefusal(byFunction: boolean, response: LegacyResponse): void {
  takeOver([], response);
  if (byFunction && hasVary(response) && response.headersSent !== true) addVary(ORIGIN, response);
}

const lastWritten = new WeakMap<object, readonly Block[]>();

/**
 * Removes what an earlier policy of this kind set and this one does not. Headers that the application set itself stay,
 * so what was written is remembered instead of looked for.
 */
function takeOver(blocks: readonly Block[], response: LegacyResponse): void {
  const earlier = lastWritten.get(response);
  if (earlier === undefined || response.headersSent === true) return;
  removeOthers(Object.keys(headersOf(earlier)), headersOf(blocks), response);
}

function headersOf(blocks: readonly Block[]): Headers {
  return Object.assign({}, ...blocks.map(({ headers }) => headers));
}

function hasVary(response: LegacyResponse): response is LegacyResponse & Pick<NodeResponse, 'getHeader'> {
  return Boolean(response.getHeader && response.setHeader);
}

function addVary(names: string, response: Pick<NodeResponse, 'getHeader' | 'setHeader'>): void {
  const present = response.getHeader(VARY);
  response.setHeader(VARY, present === undefined ? names : mergeVary(present, names));
}
