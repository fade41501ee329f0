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
const COLON = 0x3a;
const PLUS = 0x2b;
const UNDERSCORE = 0x5f;
const OPENING_BRACKET = 0x5b;

/** Where the parts of a well-formed origin lie in its text. `port` begins with its colon, or is empty. */
export interface OriginParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
}

/**
 * Splits a well-formed origin; `undefined` for anything else. Linear, and bounded by the length cap, which comes
 * before any other look.
 */
export function parseOrigin(text: string): OriginParts | undefined {
  if (text.length > MAX_ORIGIN_LENGTH) return undefined;
  const schemeEnd = endOfScheme(text);
  if (schemeEnd === 0 || !text.startsWith('://', schemeEnd)) return undefined;
  const scheme = text.slice(0, schemeEnd);
  const hostStart = schemeEnd + 3;
  const hostEnd = endOfHost(text, hostStart);
  const host = text.slice(hostStart, hostEnd);
  const port = text.slice(hostEnd);
  if (scheme === 'file' || !isHost(host) || !(port === '' || isPort(port, scheme))) return undefined;
  return { scheme, host, port };
}

/** Whether `text` is an origin as a browser would send it; `null` is not one. */
export function isWellFormedOrigin(text: string): boolean {
  return parseOrigin(text) !== undefined;
}

function endOfScheme(text: string): number {
  if (!isLowerAlphaCode(text.charCodeAt(0))) return 0;
  let end = 1;
  while (end <= MAX_SCHEME_LENGTH && isSchemeCode(text.charCodeAt(end))) end++;
  return end <= MAX_SCHEME_LENGTH ? end : 0;
}

function isSchemeCode(code: number): boolean {
  return isLowerAlphaCode(code) || isDigitCode(code) || code === PLUS || code === DASH || code === DOT;
}

function endOfHost(text: string, start: number): number {
  if (text.charCodeAt(start) === OPENING_BRACKET) {
    const closing = text.indexOf(']', start);
    return closing === -1 ? start : closing + 1;
  }
  const colon = text.indexOf(':', start);
  return colon === -1 ? text.length : colon;
}

function isHost(host: string): boolean {
  if (host.charCodeAt(0) === OPENING_BRACKET) return isCanonicalIPv6(host.slice(1, -1));
  return isDomain(host) && (!endsInNumber(host) || isCanonicalIPv4(host));
}

function isDomain(host: string): boolean {
  const end = host.charCodeAt(host.length - 1) === DOT ? host.length - 1 : host.length;
  if (end === 0 || end > MAX_DOMAIN_LENGTH) return false;
  let labelStart = 0;
  for (let index = 0; index <= end; index++) {
    const code = host.charCodeAt(index);
    if (index === end || code === DOT) {
      if (!isLabelLength(index - labelStart) || !isPunycodeSound(host, labelStart, index)) return false;
      labelStart = index + 1;
    } else if (!(isLowerAlphaCode(code) || isDigitCode(code) || code === DASH || code === UNDERSCORE)) {
      return false;
    }
  }
  return true;
}

function isLabelLength(length: number): boolean {
  return length >= 1 && length <= MAX_LABEL_LENGTH;
}

function isPunycodeSound(host: string, start: number, end: number): boolean {
  return !host.startsWith('xn--', start) || decodesAsPunycode(host.slice(start + 4, end));
}

/** @see https://url.spec.whatwg.org/#ends-in-a-number-checker */
function endsInNumber(domain: string): boolean {
  const end = domain.endsWith('.') ? domain.length - 1 : domain.length;
  const last = domain.slice(domain.lastIndexOf('.', end - 1) + 1, end);
  return isDigitCode(last.charCodeAt(0)) && /^(?:\d+|0x[\da-f]*)$/.test(last);
}

function isPort(text: string, scheme: string): boolean {
  if (text.charCodeAt(0) !== COLON || !/^[1-9]\d{0,4}$/.test(text.slice(1))) return false;
  const port = Number(text.slice(1));
  return port <= 65535 && port !== defaultPort(scheme);
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
