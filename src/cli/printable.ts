import { hexCode, replaceUnprintable } from '../spec/printable.ts';

export { printable } from '../spec/printable.ts';

/** JSON that is fit for a terminal as well, and parses to the same. */
export function printableJson(value: unknown): string {
  return replaceUnprintable(JSON.stringify(value, null, 2), (character) =>
    character === '\n' ? character : `\\u${hexCode(character, 4)}`,
  );
}

/** A header value as a report may show it: reports end up in logs, so secrets stay out. */
export function discreet(name: string, value: string): string {
  const key = name.toLowerCase();
  if (key === 'set-cookie') return value.replace(/^([^=;]*=)[^;]*/, '$1…');
  return key === 'authorization' || key === 'cookie' ? '…' : value;
}
