import { isWellFormedOrigin, MAX_ORIGIN_LENGTH, type OriginParts, parseOrigin } from '../spec/origin.ts';
import type { OriginEntry } from './options.ts';
import { RecentOrigins } from './recent-origins.ts';

/**
 * Origin patterns, and the matcher that they are compiled into.
 *
 *     pattern = scheme "://" host [ ":" port ]
 *     host    = [ "*." ] domain / IPv4 / "[" IPv6 "]"      "*." only at the very left, only before a domain
 *     port    = "*" / a port
 *
 * Everything else is as in an origin (see spec/origin.ts). `*.` stands for one or more whole labels, never for none;
 * `:*` stands for any port, or none. What follows `*.` is at most 251 characters long, so that a label fits before it.
 */
export interface OriginPattern extends OriginParts {
  /** Whether `host` stands for the names under it instead of for itself. */
  readonly subdomains: boolean;
  readonly anyPort: boolean;
}

const SUBDOMAINS = '://*.';
const ANY_PORT = ':*';
const MAX_BASE_LENGTH = 251;

/** Splits an exact origin or a pattern; `undefined` for what is neither. */
export function parsePattern(text: string): OriginPattern | undefined {
  const anyPort = text.endsWith(ANY_PORT);
  const withoutPort = anyPort ? text.slice(0, -ANY_PORT.length) : text;
  const subdomains = withoutPort.includes(SUBDOMAINS);
  const parts = parseOrigin(subdomains ? withoutPort.replace(SUBDOMAINS, '://') : withoutPort);
  if (parts === undefined) return undefined;
  const { scheme, host, port } = parts;
  if ((anyPort && port !== '') || (subdomains && !isBaseDomain(host))) return undefined;
  return { scheme, host, port, subdomains, anyPort };
}

function isBaseDomain(host: string): boolean {
  const isAddress = host.startsWith('[') || /^[\d.]+$/.test(host);
  return !isAddress && (host.endsWith('.') ? host.length - 1 : host.length) <= MAX_BASE_LENGTH;
}

/** Whether an entry is one origin as it stands, to be compared byte for byte. */
export function isExact(pattern: OriginPattern): boolean {
  return !pattern.subdomains && !pattern.anyPort;
}

/** The schemes of a host, each with the ports that it allows. */
type PortsByScheme = Map<string, Set<string>>;

/**
 * A compiled list of origins. What a look-up costs depends on the origin that is asked about, never on how many are
 * listed: exact origins are whole strings in a `Set`; patterns are found by cutting labels off the left, looking only
 * at suffixes of a length that some pattern has.
 */
export class OriginMatcher {
  readonly #exact = new Set<string>();
  readonly #hosts = new Map<string, PortsByScheme>();
  readonly #bases = new Map<string, PortsByScheme>();
  readonly #baseLengths = new Set<number>();
  readonly #regexps: RegExp[] = [];
  /** The whole list, where it is one exact origin. */
  readonly #only: string | undefined;
  readonly #hasPatterns: boolean;
  /** Allowed by a pattern or a RegExp. */
  readonly #found = new RecentOrigins();

  /** Every string entry must be an origin or a pattern: this is behind validation. */
  constructor(entries: Iterable<OriginEntry>) {
    for (const entry of entries) {
      if (typeof entry !== 'string') this.#regexps.push(entry);
      else this.#add(entry);
    }
    this.#hasPatterns = this.#hosts.size > 0 || this.#bases.size > 0 || this.#regexps.length > 0;
    if (this.#exact.size === 1 && !this.#hasPatterns) [this.#only] = this.#exact;
  }

  #add(text: string): void {
    const pattern = text.includes('*') ? parsePattern(text) : undefined;
    if (pattern === undefined) {
      this.#exact.add(text);
    } else if (pattern.subdomains) {
      this.#baseLengths.add(pattern.host.length);
      addPort(this.#bases, pattern);
    } else {
      addPort(this.#hosts, pattern);
    }
  }

  /** Whether an `Origin`, as it was received, is listed. */
  matches(origin: string): boolean {
    if (this.#only !== undefined) return origin === this.#only;
    if (origin.length > MAX_ORIGIN_LENGTH) return false;
    return this.#exact.has(origin) || (this.#hasPatterns && this.#isFound(origin));
  }

  #isFound(origin: string): boolean {
    if (this.#found.has(origin)) return true;
    const isAllowed = this.#matchesAnew(origin);
    if (isAllowed) this.#found.add(origin);
    return isAllowed;
  }

  /** Where there are only RegExps, nothing of an origin has to be cut out. */
  #matchesAnew(origin: string): boolean {
    if (this.#hosts.size === 0 && this.#bases.size === 0) {
      return isWellFormedOrigin(origin) && matchesAny(this.#regexps, origin);
    }
    const parts = parseOrigin(origin);
    return parts !== undefined && (this.#matchesPattern(parts) || matchesAny(this.#regexps, origin));
  }

  #matchesPattern(parts: OriginParts): boolean {
    const { host } = parts;
    if (admits(this.#hosts.get(host), parts)) return true;
    if (this.#bases.size === 0) return false;
    for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
      const length = host.length - dot - 1;
      if (this.#baseLengths.has(length) && admits(this.#bases.get(host.slice(dot + 1)), parts)) return true;
    }
    return false;
  }
}

function matchesAny(regexps: readonly RegExp[], origin: string): boolean {
  for (const regexp of regexps) {
    if (regexp.test(origin)) return true;
  }
  return false;
}

function addPort(hosts: Map<string, PortsByScheme>, { scheme, host, port, anyPort }: OriginPattern): void {
  const schemes = hosts.get(host) ?? new Map<string, Set<string>>();
  const ports = schemes.get(scheme) ?? new Set<string>();
  hosts.set(host, schemes.set(scheme, ports.add(anyPort ? ANY_PORT : port)));
}

function admits(schemes: PortsByScheme | undefined, { scheme, port }: OriginParts): boolean {
  const ports = schemes?.get(scheme);
  return ports !== undefined && (ports.has(port) || ports.has(ANY_PORT));
}
