import { printable } from './printable.ts';

/** Makes text fit for the output: escaped always, coloured on a terminal. Everything printed goes through one. */
export interface Paint {
  readonly plain: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
}

export function createPaint(isColoured: boolean): Paint {
  const style = (code: number) => (text: string) =>
    isColoured ? `\x1b[${code}m${printable(text)}\x1b[0m` : printable(text);
  return {
    plain: printable,
    bold: style(1),
    dim: style(2),
    red: style(31),
    green: style(32),
    yellow: style(33),
  };
}

/** @see https://no-color.org */
export function wantsColour(
  isTerminal: boolean | undefined,
  { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  return isTerminal === true && !NO_COLOR && TERM !== 'dumb';
}
