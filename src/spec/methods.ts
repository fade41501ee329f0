/**
 * How the Fetch standard sorts request methods. Methods are case-sensitive.
 * @see https://fetch.spec.whatwg.org/#methods
 */

/** Methods that a page may send without a preflight, and that no `Access-Control-Allow-Methods` can refuse. */
export const SAFELISTED_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);

const NORMALIZED_METHODS: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);

const FORBIDDEN_METHODS: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * The method as a browser sends it: six are put in upper case, every other one (`patch`!) stays as it was written.
 * @see https://fetch.spec.whatwg.org/#concept-method-normalize
 */
export function normalizeMethod(method: string): string {
  const upper = method.toUpperCase();
  return NORMALIZED_METHODS.has(upper) ? upper : method;
}

/**
 * Whether no script may ever send this method, in any case.
 * @see https://fetch.spec.whatwg.org/#forbidden-method
 */
export function isForbiddenMethod(method: string): boolean {
  return FORBIDDEN_METHODS.has(method.toUpperCase());
}

const METHOD_OVERRIDE_HEADERS: ReadonlySet<string> = new Set([
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
]);

/**
 * Whether this request header asks the server for a forbidden method behind the browser's back, which makes the
 * header itself forbidden. `name` in lower case.
 * @see https://fetch.spec.whatwg.org/#forbidden-request-header
 */
export function smugglesForbiddenMethod(name: string, value: string): boolean {
  return METHOD_OVERRIDE_HEADERS.has(name) && value.split(',').some((part) => isForbiddenMethod(part.trim()));
}
