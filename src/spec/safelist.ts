import { isDigitCode, isToken } from './grammar.ts';

/**
 * Which request headers a page may send across origins without asking first: a name on a short list, and a value
 * that an HTML form or a media element could have produced as well.
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */

/** A longer value, in bytes, is never safelisted. */
export const MAX_SAFELISTED_VALUE_LENGTH = 128;

/** When safelisted values together are longer, in bytes, none of them is exempt any more. */
export const MAX_SAFELISTED_TOTAL_LENGTH = 1024;

const VALUE_RULES: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['accept', hasNoUnsafeByte],
  ['accept-language', isLanguageValue],
  ['content-language', isLanguageValue],
  ['content-type', isFormContentType],
  ['range', isSimpleRange],
]);

/** `name` in lower case; `value` without the whitespace around it, each character one byte. */
export function isSafelistedRequestHeader(name: string, value: string): boolean {
  return value.length <= MAX_SAFELISTED_VALUE_LENGTH && (VALUE_RULES.get(name)?.(value) ?? false);
}

/** Names that a `no-cors` request keeps at all; `range` is not one of them. In lower case. */
export const NO_CORS_SAFELISTED_NAMES: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-language',
  'content-type',
]);

const UNSAFE_BYTES: ReadonlySet<string> = new Set('"():<>?@[\\]{}\x7f');

/** @see https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
export function hasNoUnsafeByte(value: string): boolean {
  for (const character of value) {
    if (UNSAFE_BYTES.has(character) || (character < ' ' && character !== '\t')) return false;
  }
  return true;
}

function isLanguageValue(value: string): boolean {
  return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
}

const FORM_CONTENT_TYPES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);

function isFormContentType(value: string): boolean {
  return hasNoUnsafeByte(value) && FORM_CONTENT_TYPES.has(mimeEssence(value) ?? '');
}

/**
 * Type and subtype in lower case; `undefined` when the text before the parameters is no MIME type. A list of types
 * is none: the comma is not a token character.
 * @see https://mimesniff.spec.whatwg.org/#parsing-a-mime-type
 */
export function mimeEssence(value: string): string | undefined {
  const [essence = ''] = value.split(';', 1);
  const [type = '', subtype = '', ...rest] = essence.trim().split('/');
  return isToken(type) && isToken(subtype) && rest.length === 0
    ? `${type}/${subtype}`.toLowerCase()
    : undefined;
}

/**
 * `bytes=first-[last]`, with no whitespace; a suffix range (`bytes=-500`) is not simple.
 * @see https://fetch.spec.whatwg.org/#simple-range-header-value
 */
function isSimpleRange(value: string): boolean {
  if (!value.startsWith('bytes=')) return false;
  const [first = '', last, ...rest] = value.slice('bytes='.length).split('-');
  if (last === undefined || rest.length > 0 || !isDigits(first)) return false;
  return last === '' || (isDigits(last) && BigInt(first) <= BigInt(last));
}

function isDigits(text: string): boolean {
  if (text === '') return false;
  for (let index = 0; index < text.length; index++) {
    if (!isDigitCode(text.charCodeAt(index))) return false;
  }
  return true;
}
