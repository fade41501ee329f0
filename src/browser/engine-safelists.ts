import { isSafelistedRequestHeader, MAX_SAFELISTED_VALUE_LENGTH } from '../spec/safelist.ts';

const DECIMAL = /^\d+(?:\.\d+)?$/;
const INTEGER = /^\d+$/;
const CONNECTION_TYPES: ReadonlySet<string> = new Set(['slow-2g', '2g', '3g', '4g']);

/** Headers that Chromium adds of its own accord, and so lets scripts send as well. */
const OWN_HEADERS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['device-memory', (value) => DECIMAL.test(value)],
  ['downlink', (value) => DECIMAL.test(value)],
  ['dpr', (value) => DECIMAL.test(value)],
  ['ect', (value) => CONNECTION_TYPES.has(value)],
  ['intervention', () => true],
  ['rtt', (value) => INTEGER.test(value)],
  ['save-data', (value) => value.toLowerCase() === 'on'],
  ['viewport-width', (value) => INTEGER.test(value)],
  ['width', (value) => INTEGER.test(value)],
]);

/** Hints that foreign origins get only by a page's permission: a redirect to one takes them away. */
export const CLIENT_HINTS: ReadonlySet<string> = new Set(
  [...OWN_HEADERS.keys()].filter((name) => name !== 'intervention' && name !== 'save-data'),
);

/** Engines read the positions of a range as 64-bit numbers, and take what does not fit for no range. */
const MAX_POSITION = 2n ** 63n - 1n;

/** The standard's safelist with the engines' limit on ranges. `name` in lower case. */
function isEngineSafelistedHeader(name: string, value: string): boolean {
  if (!isSafelistedRequestHeader(name, value)) return false;
  return name !== 'range' || (value.match(/\d+/g) ?? []).every((digits) => BigInt(digits) <= MAX_POSITION);
}

/** The safelist and the client hints. */
export function isChromiumSafelistedHeader(name: string, value: string): boolean {
  const rule = OWN_HEADERS.get(name);
  if (rule === undefined) return isEngineSafelistedHeader(name, value);
  return value.length <= MAX_SAFELISTED_VALUE_LENGTH && rule(value);
}

/** The safelist, but Firefox takes a comma in a `Content-Type` for a list of types, and bytes above ASCII for controls. */
export function isFirefoxSafelistedHeader(name: string, value: string): boolean {
  if (!isEngineSafelistedHeader(name, value) || /[\x80-\xff]/.test(value)) return false;
  return name !== 'content-type' || !value.includes(',');
}

/** The safelist, but to WebKit the case of a range's unit makes no difference. */
export function isWebKitSafelistedHeader(name: string, value: string): boolean {
  return isEngineSafelistedHeader(name, name === 'range' ? value.replace(/^bytes=/i, 'bytes=') : value);
}
