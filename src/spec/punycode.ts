/**
 * Whether the part of a label behind `xn--` is punycode of something that needed it: it decodes, to at least one
 * character beyond ASCII, none of them a surrogate. A browser never sends a label that does not.
 *
 * Only the yes or no is wanted, so nothing is inserted into a string: the decoder of RFC 3492 is run for its
 * arithmetic alone, with the parameters that the RFC fixes for host names.
 * @see https://www.rfc-editor.org/rfc/rfc3492#section-6.2
 */
export function decodesAsPunycode(encoded: string): boolean {
  const delimiter = encoded.lastIndexOf('-');
  let length = Math.max(delimiter, 0);
  let index = delimiter + 1;
  if (index === encoded.length) return false;
  let codePoint = 0x80;
  let position = 0;
  let bias = 72;
  while (index < encoded.length) {
    const before = position;
    let weight = 1;
    for (let k = 36; ; k += 36) {
      const digit = digitOf(encoded.charCodeAt(index++));
      if (digit < 0) return false;
      position += digit * weight;
      const threshold = Math.min(Math.max(k - bias, 1), 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    length++;
    bias = adapt(position - before, length, before === 0);
    codePoint += Math.floor(position / length);
    position = (position % length) + 1;
    if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return false;
  }
  return true;
}

/** A label has at most 63 characters, so the numbers here stay exact; past the end the code is NaN, and so no digit. */
function digitOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  return -1;
}

function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}
