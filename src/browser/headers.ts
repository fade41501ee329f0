import { isWhitespaceCode } from '../spec/grammar.ts';
import type { HeadersShape } from './types.ts';

/** A header list of the Fetch standard: lines in their order, names in lower case, values trimmed. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export function toHeaderList(shape: HeadersShape | undefined): HeaderList {
  if (shape === undefined) return [];
  if (isIterable(shape)) return Array.from(shape, ([name, value]) => line(name, value));
  return Object.entries(shape).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return typeof value === 'string' ? [line(name, value)] : value.map((one) => line(name, one));
  });
}

function isIterable(shape: HeadersShape): shape is Iterable<readonly [string, string]> {
  return Symbol.iterator in shape;
}

function line(name: string, value: string): [string, string] {
  return [name.toLowerCase(), trimWhitespace(value)];
}

/** The values of every line of `name`. */
export function linesOf(headers: HeaderList, name: string): string[] {
  return headers.filter(([key]) => key === name).map(([, value]) => value);
}

/**
 * The lines of `name` as one value; `null` when there is none.
 * @see https://fetch.spec.whatwg.org/#concept-header-list-get
 */
export function joinedValue(headers: HeaderList, name: string): string | null {
  const lines = linesOf(headers, name);
  return lines.length === 0 ? null : lines.join(', ');
}

/** Each name once, sorted by its bytes. */
export function sortedNames(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}

/** Lines of one name joined, as they go over the wire. */
export function toRecord(headers: HeaderList): Record<string, string> {
  return Object.fromEntries(
    sortedNames(headers.map(([name]) => name)).map((name) => [name, linesOf(headers, name).join(', ')]),
  );
}

/**
 * Takes HTTP whitespace off both ends. `String.prototype.trim` takes more: a no-break space is a legal byte of a value.
 * @see https://fetch.spec.whatwg.org/#http-whitespace
 */
export function trimWhitespace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isHttpWhitespace(text.charCodeAt(start))) start++;
  while (end > start && isHttpWhitespace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isHttpWhitespace(code: number): boolean {
  return isWhitespaceCode(code) || code === 0x0a || code === 0x0d;
}
