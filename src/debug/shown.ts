import { printable } from '../spec/printable.ts';

const MAX_LENGTH = 100;

/** Text from elsewhere as a line may show it: cut, and escaped. */
export function shown(text: string, maxLength: number = MAX_LENGTH): string {
  return text.length > maxLength ? `${printable(text.slice(0, maxLength))}…` : printable(text);
}

/** In quotes, as one would write it in a program. */
export function quoted(text: string): string {
  return `'${shown(text)}'`;
}
