/** Characters that move a terminal's cursor, colour it, or reorder what stands beside them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from elsewhere, fit for a terminal: what is not printable stands as `\x1b` or `\u202e`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
}

/** JSON that is fit for a terminal as well, and parses to the same. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNPRINTABLE, (character) =>
    character === '\n' ? character : `\\u${hex(character.charCodeAt(0), 4)}`,
  );
}

/** A header value as a report may show it: reports end up in logs, so secrets stay out. */
export function discreet(name: string, value: string): string {
  const key = name.toLowerCase();
  if (key === 'set-cookie') return value.replace(/^([^=;]*=)[^;]*/, '$1…');
  return key === 'authorization' || key === 'cookie' ? '…' : value;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
