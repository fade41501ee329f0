const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What a part of a date may be. Each is taken from the first part that fits, in this order. */
const FIELDS: readonly { readonly name: 'time' | 'day' | 'month' | 'year'; readonly pattern: RegExp }[] = [
  { name: 'time', pattern: /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)/ },
  { name: 'day', pattern: /^(\d{1,2})(?:\D|$)/ },
  { name: 'month', pattern: /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i },
  { name: 'year', pattern: /^(\d{2,4})(?:\D|$)/ },
];

/**
 * Reads the date of a cookie's `Expires`, which browsers take in any order and with any separators.
 *
 * @returns milliseconds since 1970; `null` for what is no date.
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5.1.1
 */
export function parseCookieDate(text: string): number | null {
  const found: Partial<Record<'time' | 'day' | 'month' | 'year', RegExpExecArray>> = {};
  for (const part of text.split(/[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/)) {
    for (const { name, pattern } of FIELDS) {
      const match = found[name] === undefined ? pattern.exec(part) : null;
      if (match === null) continue;
      found[name] = match;
      break;
    }
  }
  const { time, day, month, year } = found;
  if (!time || !day || !month || !year) return null;
  const [hours, minutes, seconds] = time.slice(1).map(Number) as [number, number, number];
  const fullYear = withCentury(Number(year[1]));
  const date = Number(day[1]);
  if (fullYear < 1601 || hours > 23 || minutes > 59 || seconds > 59) return null;
  const at = new Date(
    Date.UTC(fullYear, MONTHS.indexOf(String(month[1]).toLowerCase()), date, hours, minutes, seconds),
  );
  return at.getUTCDate() === date ? at.getTime() : null;
}

function withCentury(year: number): number {
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
}
