import { isWhitespaceCode } from '../../spec/grammar.ts';
import { parseCookieDate } from './cookie-date.ts';

export type SameSite = 'strict' | 'lax' | 'none';

/** What a `Set-Cookie` line says, before anyone asks whether it may. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** In lower case, without a leading dot; `''` where there is none. */
  readonly domain: string;
  /** `null` where there is none that begins with a slash. */
  readonly path: string | null;
  readonly secure: boolean;
  /** `null` where it is absent or no known value. */
  readonly sameSite: SameSite | null;
  readonly partitioned: boolean;
  /** In milliseconds since 1970; `null` for a cookie that lives as long as the page. */
  readonly expires: number | null;
}

const MAX_PAIR_LENGTH = 4096;
const MAX_ATTRIBUTE_LENGTH = 1024;

/**
 * Parses the value of a `Set-Cookie` line; `null` where browsers ignore it.
 * @see https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-set-cookie-header-field-
 */
export function parseSetCookie(line: string, now: number): SetCookie | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(line)) return null;
  const [pair = '', ...parts] = line.split(';');
  const equals = pair.indexOf('=');
  const name = trim(pair.slice(0, Math.max(equals, 0)));
  const value = trim(pair.slice(equals + 1));
  if (name + value === '' || name.length + value.length > MAX_PAIR_LENGTH) return null;
  const attributes = readAttributes(parts);
  const path = attributes.get('path');
  return {
    name,
    value,
    domain: (attributes.get('domain') ?? '').replace(/^\./, '').toLowerCase(),
    path: path?.startsWith('/') ? path : null,
    secure: attributes.has('secure'),
    sameSite: readSameSite(attributes.get('samesite')),
    partitioned: attributes.has('partitioned'),
    expires: readExpiry(attributes, now),
  };
}

/** The last of several attributes of one name counts; an age or date that cannot be read is as good as absent. */
function readAttributes(parts: readonly string[]): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const part of parts) {
    const [name = '', ...rest] = part.split('=');
    const key = trim(name).toLowerCase();
    const value = trim(rest.join('='));
    const isVoid =
      value.length > MAX_ATTRIBUTE_LENGTH ||
      (key === 'max-age' && !/^-?\d+$/.test(value)) ||
      (key === 'expires' && parseCookieDate(value) === null);
    if (!isVoid) attributes.set(key, value);
  }
  return attributes;
}

function readSameSite(text: string | undefined): SameSite | null {
  const value = text?.toLowerCase();
  return value === 'strict' || value === 'lax' || value === 'none' ? value : null;
}

/** `Max-Age` goes before `Expires`. */
function readExpiry(attributes: ReadonlyMap<string, string>, now: number): number | null {
  const seconds = attributes.get('max-age');
  if (seconds !== undefined) return Number(seconds) <= 0 ? 0 : now + Number(seconds) * 1000;
  const date = attributes.get('expires');
  return date === undefined ? null : parseCookieDate(date);
}

function trim(text: string): string {
  let end = text.length;
  while (end > 0 && isWhitespaceCode(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end).replace(/^[ \t]+/, '');
}
