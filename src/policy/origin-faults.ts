import { defaultPort } from '../spec/origin.ts';
import { parsePattern } from './origins.ts';

/** Why a string is no origin and no pattern, and what to write instead. */
export interface OriginFault {
  readonly message: string;
  readonly fix: string;
}

const EXAMPLE = 'Write scheme, host and port as in "https://app.example" or "http://localhost:5173".';

/**
 * Explains a string that {@link parsePattern} does not accept. Runs at start-up only, so that it may ask the URL
 * parser what the author probably meant.
 */
export function explainOriginFault(text: string): OriginFault {
  const instead = suggest(text);
  const fix = instead === undefined ? EXAMPLE : `Write ${JSON.stringify(instead)}.`;
  return { message: reasonFor(text, instead), fix: severalOrigins(text) ?? fix };
}

function severalOrigins(text: string): string | undefined {
  if (text.split('://').length <= 2 || !/[\s,;|]/.test(text)) return undefined;
  return 'Write an array of strings, or originList(text) from crossgate for a list in an environment variable.';
}

function reasonFor(text: string, instead: string | undefined): string {
  const shown = JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
  if (text === '') return 'an empty string is no origin; it is what an unset variable often looks like.';
  if (severalOrigins(text) !== undefined) return `${shown} holds several origins in one string.`;
  if (/^file:/i.test(text)) return `${shown} never arrives: browsers send the origin "null" for local files.`;
  if (text.trim() !== text) return `${shown} has whitespace around it.`;
  if (text.includes('*')) return starReason(text, shown);
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return `${shown} has no scheme.`;
  return urlReason(text, shown, instead);
}

function starReason(text: string, shown: string): string {
  if (text.split('*').length > 2 && !/^[^*]*:\/\/\*\.[^*]*:\*$/.test(text)) {
    return `${shown} has more stars than one "*." before the domain and one ":*" as the port.`;
  }
  const host = text.replace(/:\*$/, '');
  if (host.includes('*') && !host.includes('://*.')) {
    return `${shown} has a "*" where none may stand: only whole labels, at the very left ("https://*.app.example"), or a whole port (":*").`;
  }
  return `${shown} is not a pattern: what stands around the "*" is not in the form in which browsers send an origin.`;
}

function urlReason(text: string, shown: string, instead: string | undefined): string {
  const hostStart = text.indexOf('://') + 3;
  const hostEnd = hostStart + text.slice(hostStart).search(/[/?#\\]|$/);
  const scheme = text.slice(0, hostStart - 3);
  const authority = text.slice(hostStart, hostEnd);
  const rest = text.slice(hostEnd);
  if (rest === '/') return `${shown} ends with a slash; an origin has no path.`;
  if (rest !== '') return `${shown} has a path, query or fragment; an origin ends with the host or port.`;
  if (authority.includes('@')) return `${shown} has a user name or password in it.`;
  if (/[^\p{ASCII}]/u.test(authority))
    return `${shown} is not in ASCII; browsers send such a host in punycode.`;
  if (scheme !== scheme.toLowerCase() || authority !== authority.toLowerCase()) {
    return `${shown} has upper-case letters; browsers send origins in lower case.`;
  }
  const port = Number(/:(\d+)$/.exec(authority)?.[1] ?? Number.NaN);
  if (port === defaultPort(scheme)) return `${shown} names the default port, which browsers leave out.`;
  if (/:0\d*$/.test(authority) || port > 65535)
    return `${shown} has a port that is not in the range 1 to 65535, without leading zeros.`;
  if (instead !== undefined) return `${shown} is not in the form in which browsers send this origin.`;
  if (/^\[/.test(authority))
    return `${shown} is not canonical IPv6 text (lower case, compressed, no zone, not IPv4-mapped).`;
  return `${shown} is not an origin as a browser could send it.`;
}

/** The origin or pattern that was probably meant, if there is one that would be accepted. */
function suggest(text: string): string | undefined {
  const trimmed = text.trim();
  const withScheme = trimmed.includes(':/') ? trimmed : `https://${trimmed}`;
  for (const candidate of [withScheme, withScheme.replace(/:\/\/\*(?!\.)/, '://*.')]) {
    const canonical = canonicalise(candidate);
    if (canonical !== undefined && parsePattern(canonical) !== undefined) return canonical;
  }
  return undefined;
}

function canonicalise(text: string): string | undefined {
  const anyPort = /:\*\/*$/.test(text);
  const subdomains = text.includes('://*.');
  const plain = text.replace(/:\*\/*$/, '').replace('://*.', '://');
  if (plain.includes('*') || !URL.canParse(plain)) return undefined;
  const { protocol, host } = new URL(plain);
  if (host === '') return undefined;
  return `${protocol}//${subdomains ? '*.' : ''}${host.toLowerCase()}${anyPort ? ':*' : ''}`;
}
