const CODES = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 };
const hasColors = process.stdout.isTTY && process.stdout.hasColors();

/** Colours a text where the terminal has colours, and the user wants them (NO_COLOR). */
export function paint(colour, text) {
  return hasColors ? `\x1b[${CODES[colour]}m${text}\x1b[0m` : text;
}
