/**
 * Tokens and optional whitespace of RFC 9110, by table: one look a character, no RegExp over input.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6
 */

const TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

const TABLE_LENGTH = 128;
const TOKEN_TABLE = new Uint8Array(TABLE_LENGTH);
for (const character of TOKEN_CHARACTERS) TOKEN_TABLE[character.charCodeAt(0)] = 1;

export const COMMA = 0x2c;

/** Whether a character code may stand in a token (a method, a header name). */
export function isTokenCode(code: number): boolean {
  // Compared first: one look beyond the end of a typed array makes every later look slow.
  return code < TABLE_LENGTH && TOKEN_TABLE[code] === 1;
}

/** Whether a character code is optional whitespace: space or tab. */
export function isWhitespaceCode(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Whether `text` is one token: at least one character, all of them token characters. */
export function isToken(text: string): boolean {
  if (text === '') return false;
  for (let index = 0; index < text.length; index++) {
    if (!isTokenCode(text.charCodeAt(index))) return false;
  }
  return true;
}

export function isDigitCode(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isLowerAlphaCode(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}
