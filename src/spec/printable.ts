/** Characters that move a terminal's cursor, colour it, or reorder what stands beside them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from elsewhere, fit for a terminal or a log: what is not printable stands as `\x1b` or `\u202e`. */
export function printable(text: string): string {
  return replaceUnprintable(text, (character) =>
    character < '\u0100' ? `\\x${hexCode(character, 2)}` : `\\u${hexCode(character, 4)}`,
  );
}

/** {@link printable} for those who write a character otherwise. */
export function replaceUnprintable(text: string, replace: (character: string) => string): string {
  return text.replace(UNPRINTABLE, replace);
}

export function hexCode(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, '0');
}
