import { COMMA, isTokenCode, isWhitespaceCode } from './grammar.ts';

/** Bounds on a list of header names that a stranger sends: what browsers send stays far below each. */
export const MAX_LIST_LENGTH = 8192;
export const MAX_LIST_NAMES = 128;
export const MAX_LIST_EMPTY_ELEMENTS = 16;
/** Of a name, with the whitespace around it. */
export const MAX_LIST_ELEMENT_LENGTH = 256;

/**
 * Reads a list of tokens as RFC 9110 allows it (optional whitespace, empty elements) and writes it back as browsers
 * do: names joined by a bare comma, in the order received. Node joins repeated header lines with `, ` and proxies
 * add whitespace of their own, so both are accepted. One pass decides; only a list that a browser did not write is
 * built anew.
 *
 * @returns the list; `''` when it names nothing; `undefined` when an element is not a token or a bound is passed.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1
 */
export function canonicalTokenList(list: string): string | undefined {
  const { length } = list;
  if (length > MAX_LIST_LENGTH) return undefined;
  let names = 0;
  let emptyElements = 0;
  let whitespace = 0;
  for (let index = 0; index <= length; index++) {
    const elementStart = index;
    // Looked for at once, so that one long element costs no more than a short one.
    if (length > MAX_LIST_ELEMENT_LENGTH && isElementTooLong(list, elementStart)) return undefined;
    const nameStart = endOfWhitespace(list, elementStart);
    const nameEnd = endOfToken(list, nameStart);
    index = endOfWhitespace(list, nameEnd);
    if (index < length && list.charCodeAt(index) !== COMMA) return undefined;
    if (nameStart === nameEnd) emptyElements++;
    else names++;
    whitespace += nameStart - elementStart + (index - nameEnd);
    if (names > MAX_LIST_NAMES || emptyElements > MAX_LIST_EMPTY_ELEMENTS) return undefined;
  }
  return whitespace === 0 && emptyElements === 0 ? list : splitTokens(list).join(',');
}

function isElementTooLong(list: string, start: number): boolean {
  const comma = list.charCodeAt(start) === COMMA ? start : list.indexOf(',', start);
  return (comma === -1 ? list.length : comma) - start > MAX_LIST_ELEMENT_LENGTH;
}

function endOfToken(text: string, start: number): number {
  let index = start;
  while (index < text.length && isTokenCode(text.charCodeAt(index))) index++;
  return index;
}

function endOfWhitespace(text: string, start: number): number {
  let index = start;
  while (index < text.length && isWhitespaceCode(text.charCodeAt(index))) index++;
  return index;
}

/** The elements of a comma-separated list, without the whitespace around them and without the empty ones. */
export function splitTokens(list: string): string[] {
  return list
    .split(',')
    .map((element) => element.trim())
    .filter((element) => element !== '');
}
