import { getPublicSuffix } from 'tldts';
import { isLoopbackHost } from '../spec/ip.ts';
import { isInsecureOrigin } from '../spec/origin.ts';
import { type IssueList, show } from './errors.ts';
import type { DangerousOptions, NormalizedOptions, OriginEntry } from './options.ts';
import { explainOriginFault } from './origin-faults.ts';
import { type OriginPattern, parsePattern } from './origins.ts';
import { inspectRegExp } from './regexp.ts';

/** What decides whether an origin may be listed. */
export interface OriginRules {
  readonly credentials: boolean;
  readonly dangerously: DangerousOptions;
}

const ACCEPTED =
  "Write '*', an origin such as 'https://app.example', a pattern, an anchored RegExp, a list of these, a function, or false for nobody.";

/**
 * Checks the `origin` option and copies it.
 *
 * @returns the normalised option. What could not be accepted is in `issues`, and then nothing uses the rest.
 */
export function normalizeOrigin(
  value: unknown,
  rules: OriginRules,
  issues: IssueList,
): NormalizedOptions['origin'] {
  if (value === false || typeof value === 'function') return value as NormalizedOptions['origin'];
  if (value === '*' || value === true) return checkWildcard(value, undefined, rules, issues);
  if (typeof value === 'string') return checkEntry(value, undefined, rules, issues) as string;
  if (isRegExp(value)) return Object.freeze([checkEntry(value, undefined, rules, issues)]);
  if (value === undefined) {
    issues.add(
      'origin-missing',
      'origin',
      value,
      'is undefined, which is what an unset variable looks like.',
      `Set it, or leave the option out for a public API. ${ACCEPTED}`,
    );
    return false;
  }
  if (!isIterable(value)) {
    issues.add('option-type', 'origin', value, `${show(value)} is no origin.`, hintFor(value) ?? ACCEPTED);
    return false;
  }
  const entries = Array.from(value, (entry, index) => checkEntry(entry, index, rules, issues));
  return entries.includes('*') ? '*' : Object.freeze([...new Set(entries)]);
}

/** The index in a list; `undefined` for the option itself. */
type Place = number | undefined;

/** Written out only for what is wrong: lists are long. */
function pathOf(place: Place): string {
  return place === undefined ? 'origin' : `origin[${place}]`;
}

function checkEntry(entry: unknown, place: Place, rules: OriginRules, issues: IssueList): OriginEntry {
  if (entry === '*') return checkWildcard(entry, place, rules, issues);
  if (typeof entry === 'string') checkText(entry, place, rules, issues);
  else if (isRegExp(entry)) return checkRegExp(entry, place, rules, issues);
  else if (entry === undefined) {
    issues.add(
      'origin-missing',
      pathOf(place),
      entry,
      'is undefined, which is what an unset variable looks like.',
      'Set it, or leave the entry out.',
    );
  } else {
    issues.add(
      'option-type',
      pathOf(place),
      entry,
      `${show(entry)} cannot stand in a list of origins.`,
      hintFor(entry) ?? 'Write strings and RegExps only.',
    );
  }
  return entry as OriginEntry;
}

function checkWildcard(value: '*' | true, place: Place, rules: OriginRules, issues: IssueList): '*' {
  if (rules.credentials && rules.dangerously.reflectAnyOrigin !== true) {
    issues.add(
      'wildcard-with-credentials',
      pathOf(place),
      value,
      `${show(value)} allows every origin, which browsers refuse together with credentials.`,
      'Name the origins that may act for the signed-in user, or set credentials to false.',
    );
  }
  return '*';
}

function checkText(text: string, place: Place, rules: OriginRules, issues: IssueList): void {
  const { dangerously, credentials } = rules;
  if (text === 'null') {
    if (dangerously.allowNullOrigin === true) return;
    issues.add(
      'origin-null',
      pathOf(place),
      text,
      '"null" is the origin of every sandboxed frame and local file, of an attacker\'s too.',
      'Leave it out; if you must allow it, set dangerously.allowNullOrigin.',
    );
    return;
  }
  const pattern = parsePattern(text);
  if (pattern === undefined || !isKnownToUrlParser(pattern)) {
    const { message, fix } = explainOriginFault(text);
    issues.add('origin-invalid', pathOf(place), text, message, fix);
    return;
  }
  if (!credentials) return;
  if (isInsecureOrigin(pattern) && dangerously.allowInsecureOrigins !== true) {
    const https = `https${text.slice('http'.length)}`;
    issues.add(
      'origin-insecure',
      pathOf(place),
      text,
      `${show(text)} is plain http: whoever sits on the network can act as it, with your users' credentials.`,
      `Write ${show(https)}, or set dangerously.allowInsecureOrigins.`,
    );
  }
  if (isPublicSuffixWildcard(pattern) && dangerously.allowPublicSuffixes !== true) {
    issues.add(
      'origin-public-suffix',
      pathOf(place),
      text,
      `anyone can register a name under ${show(pattern.host)}, and would be allowed with your users' credentials.`,
      'Name the domains that are yours, or set dangerously.allowPublicSuffixes.',
    );
  }
}

/** The URL parser knows more than the grammar about which punycode labels browsers accept. */
function isKnownToUrlParser({ scheme, host }: OriginPattern): boolean {
  return !host.includes('xn--') || !/^https?$/.test(scheme) || URL.canParse(`${scheme}://${host}`);
}

function isPublicSuffixWildcard({ subdomains, host }: OriginPattern): boolean {
  if (!subdomains || isLoopbackHost(host)) return false;
  const domain = host.endsWith('.') ? host.slice(0, -1) : host;
  return getPublicSuffix(domain, { allowPrivateDomains: true, validateHostname: false }) === domain;
}

function checkRegExp(regexp: RegExp, place: Place, { dangerously }: OriginRules, issues: IssueList): RegExp {
  const { source, flags } = regexp;
  if (/[gmy]/.test(flags)) {
    issues.add(
      'regexp-flags',
      pathOf(place),
      regexp,
      `the flags ${show(flags)} of ${show(regexp)} make it match now and then (g, y) or anywhere in a text (m).`,
      `Write /${source}/${flags.replace(/[gmy]/g, '')}.`,
    );
  }
  const { anchored, bareDot, strangerAround, strangerInDot } = inspectRegExp(regexp);
  const allowsLoose = dangerously.allowLooseRegExp === true;
  if (!anchored && !allowsLoose) {
    const proof = strangerAround === undefined ? '' : ` It allows ${show(strangerAround)}.`;
    issues.add(
      'regexp-unanchored',
      pathOf(place),
      regexp,
      `${show(regexp)} is not anchored at both ends.${proof}`,
      anchoredForm(source),
    );
  }
  if (bareDot && !allowsLoose) {
    const proof = strangerInDot === undefined ? '' : ` It allows ${show(strangerInDot)}.`;
    issues.add(
      'regexp-loose',
      pathOf(place),
      regexp,
      `a bare "." in ${show(regexp)} stands for any character.${proof}`,
      'Write \\. for a dot.',
    );
  }
  return new RegExp(source, flags);
}

function anchoredForm(source: string): string {
  if (!/:(?:\\?\/){2}/.test(source)) {
    return 'Write the whole origin between ^ and $, as in /^https:\\/\\/[a-z]+\\.app\\.example$/.';
  }
  const inner = source.replace(/^\^|\$$/g, '');
  return `Write ^ at the start and $ at the end of every alternative, as in /^(?:${inner})$/.`;
}

function hintFor(value: unknown): string | undefined {
  if (value instanceof URL) return `Write the origin of the URL, as a string: ${show(value.origin)}.`;
  if (value instanceof String) return 'Write a plain string.';
  if (value instanceof Promise) return 'Await it first, or write a function that returns it.';
  if (typeof value === 'function') return 'Write the function as the whole origin option.';
  return undefined;
}

function isRegExp(value: unknown): value is RegExp {
  const isTagged = Object.prototype.toString.call(value) === '[object RegExp]';
  return isTagged && typeof (value as RegExp).source === 'string';
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === 'object' && value !== null && Symbol.iterator in value && !(value instanceof String)
  );
}
