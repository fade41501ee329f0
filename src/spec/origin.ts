import { isDigitCode, isLowerAlphaCode } from './grammar.ts';
import { isCanonicalIPv4, isCanonicalIPv6, isLoopbackHost } from './ip.ts';
import { decodesAsPunycode } from './punycode.ts';

/**
 * The serialisation of an origin, as browsers send it.
 *
 *     origin  = scheme "://" host [ ":" port ]                        at most 326 characters
 *     scheme  = lower-case letter, then lower-case letters, digits, "+", "-", "."    at most 64; not "file"
 *     host    = domain / IPv4 / "[" IPv6 "]"
 *     domain  = labels of [a-z0-9_-], 1 to 63 characters, joined by "."; at most 253; one trailing dot may follow;
 *               labels that begin with "xn--" must decode; no domain ends in a number
 *     IPv4, IPv6 = canonical text only
 *     port    = 1 to 65535, no leading zero, not the default of http (80) or https (443)
 *
 * Wider than the ABNF of the Fetch standard by the underscore, the trailing dot and hyphens at a label's edge, which
 * browsers do send; narrower than the URL standard, which lets characters such as "`" and "{" stand in a domain.
 *
 * @see https://fetch.spec.whatwg.org/#origin-header
 */
export const MAX_ORIGIN_LENGTH = 326;

const MAX_SCHEME_LENGTH = 64;
const MAX_DOMAIN_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;

const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;
const PLUS = 0x2b;
const UNDERSCORE = 0x5f;
const OPENING_BRACKET = 0x5b;
const LOWER_X = 0x78;

const SEPARATOR_LENGTH = '://'.length;
/** No character has this code. */
const END = -1;

/** The parts of a well-formed origin. `port` begins with its colon, or is empty. */
export interface OriginParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
}

/** Splits a well-formed origin; `undefined` for anything else. */
export function parseOrigin(text: string): OriginParts | undefined {
  const hostEnd = endOfOriginHost(text);
  if (hostEnd === 0) return undefined;
  const schemeEnd = text.indexOf(':');
  return {
    scheme: text.slice(0, schemeEnd),
    host: text.slice(schemeEnd + SEPARATOR_LENGTH, hostEnd),
    port: text.slice(hostEnd),
  };
}

/** Whether `text` is an origin as a browser would send it; `null` is not one. */
export function isWellFormedOrigin(text: string): boolean {
  return endOfOriginHost(text) > 0;
}

/**
 * Where the host of a well-formed origin ends; 0 for anything else. Linear, and bounded by the length cap, which comes
 * before any other look. It runs on requests, and so reads each character once and cuts nothing out.
 */
function endOfOriginHost(text: string): number {
  if (text.length > MAX_ORIGIN_LENGTH) return 0;
  const schemeEnd = endOfScheme(text);
  if (schemeEnd === 0 || (schemeEnd === 4 && text.startsWith('file'))) return 0;
  const hostStart = schemeEnd + SEPARATOR_LENGTH;
  const hostEnd = endOfHost(text, hostStart);
  return hostEnd > hostStart && isPort(text, hostEnd, schemeEnd) ? hostEnd : 0;
}

/** Where `://` follows a scheme that begins the text; 0 where none does. */
function endOfScheme(text: string): number {
  if (!isLowerAlphaCode(codeAt(text, 0))) return 0;
  let end = 1;
  while (end <= MAX_SCHEME_LENGTH && isSchemeCode(codeAt(text, end))) end++;
  const isSeparated =
    codeAt(text, end) === COLON && codeAt(text, end + 1) === SLASH && codeAt(text, end + 2) === SLASH;
  return isSeparated && end <= MAX_SCHEME_LENGTH ? end : 0;
}

function isSchemeCode(code: number): boolean {
  return isLowerAlphaCode(code) || isDigitCode(code) || code === PLUS || code === DASH || code === DOT;
}

/** Where the host that begins at `start` ends; `start` itself where none does. */
function endOfHost(text: string, start: number): number {
  return codeAt(text, start) === OPENING_BRACKET ? endOfIPv6(text, start) : endOfDomain(text, start);
}

function endOfIPv6(text: string, start: number): number {
  const closing = text.indexOf(']', start);
  return isCanonicalIPv6(text.slice(start + 1, Math.max(closing, start))) ? closing + 1 : start;
}

/** Of a domain or an IPv4 address. */
function endOfDomain(text: string, start: number): number {
  let labelStart = start;
  let lastLabelStart = start;
  let index = start;
  for (; ; index++) {
    const code = codeAt(text, index);
    if (isLabelCode(code)) continue;
    // The dot that may follow the last label.
    if (index === labelStart && index > start && code !== DOT) break;
    if (!isLabel(text, labelStart, index)) return start;
    lastLabelStart = labelStart;
    labelStart = index + 1;
    if (code !== DOT) break;
  }
  const nameEnd = labelStart > index ? index : index - 1;
  if (nameEnd - start > MAX_DOMAIN_LENGTH) return start;
  const mayBeAddress = !isNumber(text, lastLabelStart, nameEnd) || isCanonicalIPv4(text.slice(start, index));
  return mayBeAddress ? index : start;
}

function isLabelCode(code: number): boolean {
  return isLowerAlphaCode(code) || isDigitCode(code) || code === DASH || code === UNDERSCORE;
}

function isLabel(text: string, start: number, end: number): boolean {
  if (end === start || end - start > MAX_LABEL_LENGTH) return false;
  const isEncoded = codeAt(text, start) === LOWER_X && text.startsWith('xn--', start);
  return !isEncoded || decodesAsPunycode(text.slice(start + 4, end));
}

/** @see https://url.spec.whatwg.org/#ends-in-a-number-checker */
function isNumber(text: string, start: number, end: number): boolean {
  return isDigitCode(codeAt(text, start)) && /^(?:\d+|0x[\da-f]*)$/.test(text.slice(start, end));
}

/** The rest of the text from `start`: nothing, or a colon and a port. */
function isPort(text: string, start: number, schemeEnd: number): boolean {
  if (start === text.length) return true;
  const digits = text.slice(start + 1);
  if (codeAt(text, start) !== COLON || !/^[1-9]\d{0,4}$/.test(digits)) return false;
  const port = Number(digits);
  return port <= 65535 && port !== defaultPort(text.slice(0, schemeEnd));
}

/** A look beyond the end would make every later look slow. */
function codeAt(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : END;
}

/** The port that browsers leave out of an origin of this scheme. */
export function defaultPort(scheme: string): number | undefined {
  if (scheme === 'http') return 80;
  return scheme === 'https' ? 443 : undefined;
}

/**
 * Whether what such an origin serves can be read and changed on its way: plain http, but not from the machine
 * itself. The schemes of apps and extensions are theirs to judge.
 * @see https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
 */
export function isInsecureOrigin({ scheme, host }: OriginParts): boolean {
  return scheme === 'http' && !isLoopbackHost(host);
}
