import { show } from '../policy/errors.ts';

/**
 * Why a value cannot stand for origins; `undefined` when it can. Anything truthy that is not listed here lets every
 * origin in under `cors` 2.8.6, which nobody means who writes `new Set([...])`.
 */
export function originFault(value: unknown): TypeError | undefined {
  if (!value || typeof value === 'boolean' || isText(value) || isRegExp(value)) return undefined;
  if (isUrl(value) && value.origin !== 'null') return undefined;
  const list = listOf(value);
  if (list === undefined) {
    return new TypeError(
      `${show(value)} is no CORS origin. Write a string, a RegExp, true, false, a list of these, or a function as the whole option.`,
    );
  }
  for (const entry of list) {
    const fault = originFault(entry);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The value of `Access-Control-Allow-Origin` for a sound `origin`; a falsy one is not sent. */
export function allowOrigin(origin: unknown, requestOrigin: string | undefined): unknown {
  if (isText(origin)) return origin;
  if (isUrl(origin)) return origin.origin;
  return isAllowed(origin, requestOrigin) && !isJoined(requestOrigin) && requestOrigin;
}

function isAllowed(entry: unknown, origin: string | undefined): boolean {
  if (isText(entry)) return entry === origin;
  if (isUrl(entry)) return entry.origin === origin;
  if (isRegExp(entry)) return matches(entry, origin);
  const list = listOf(entry);
  if (list === undefined) return Boolean(entry);
  for (const member of list) {
    if (isAllowed(member, origin)) return true;
  }
  return false;
}

/** A request without an origin is tested as the text "undefined". */
function matches(regexp: RegExp, origin: string | undefined): boolean {
  if (regexp.global || regexp.sticky) regexp.lastIndex = 0;
  return regexp.test(String(origin));
}

/** Node joins the lines of a header that came twice: two origins are none. */
function isJoined(origin: string | undefined): boolean {
  return typeof origin === 'string' && origin.includes(', ');
}

const copies = new WeakMap<object, readonly unknown[]>();

/**
 * What can be read as a list of origins. Each request reads it anew, but an iterator can be read only once: it is
 * copied. The entries of a Map are pairs, not origins.
 */
function listOf(value: unknown): Iterable<unknown> | undefined {
  if (typeof value !== 'object' || value === null || value instanceof Map) return undefined;
  if (!isIterable(value)) return undefined;
  if (!('next' in value)) return value;
  const copy = copies.get(value) ?? Array.from(value);
  copies.set(value, copy);
  return copy;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value && typeof value[Symbol.iterator] === 'function';
}

function isText(value: unknown): value is string | string {
  return typeof value === 'string' || value instanceof String;
}

// By tag instead of `instanceof`: a sandbox, such as a test runner's, has a RegExp and a URL of its own.
function isRegExp(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === '[object RegExp]';
}

function isUrl(value: unknown): value is URL {
  return Object.prototype.toString.call(value) === '[object URL]';
}
