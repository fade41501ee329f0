import type { NormalizedOptions } from '../policy/options.ts';
import {
  ALLOW_CREDENTIALS,
  ALLOW_HEADERS,
  ALLOW_METHODS,
  EXPOSE_HEADERS,
  MAX_AGE,
  NON_WILDCARD_REQUEST_HEADER,
} from '../spec/names.ts';

/** Header names and values, ready to be sent. */
export type Headers = Readonly<Record<string, string>>;

/** The headers that a policy sends to an allowed origin, beside `Access-Control-Allow-Origin`. */
export interface PolicyHeaders {
  readonly actual: Headers;
  readonly preflight: Headers;
  /** Whether the method of a preflight is sent back to it. */
  readonly reflectsMethod: boolean;
  /** Whether the header names of a preflight are sent back to it. */
  readonly reflectsHeaders: boolean;
}

const WILDCARD = '*';

/**
 * Serialises the lists of a policy, once.
 *
 * A preflight is answered with the whole lists whatever it asked for: the browser names the culprit to the developer,
 * and caches one answer for all methods. `*` means everything only to requests without credentials; with credentials
 * it is replaced by what each preflight asks for.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function policyHeadersOf(options: NormalizedOptions<never>): PolicyHeaders {
  const { methods, allowedHeaders, exposedHeaders, credentials, maxAge } = options;
  const reflectsMethod = credentials && methods.includes(WILDCARD);
  const reflectsHeaders = allowedHeaders === undefined || (credentials && allowedHeaders.includes(WILDCARD));
  const shared = credentials ? { [ALLOW_CREDENTIALS]: 'true' } : {};
  return {
    actual: { ...shared, ...listHeader(EXPOSE_HEADERS, exposedHeaders) },
    preflight: {
      ...shared,
      ...listHeader(ALLOW_METHODS, reflectsMethod ? [] : methods),
      ...listHeader(ALLOW_HEADERS, reflectsHeaders ? [] : withAuthorization(allowedHeaders)),
      ...(maxAge === undefined ? {} : { [MAX_AGE]: String(maxAge) }),
    },
    reflectsMethod,
    reflectsHeaders,
  };
}

/** `*` leaves out one header, which has to be named beside it. */
function withAuthorization(names: readonly string[]): readonly string[] {
  const isNamed = names.some((name) => name.toLowerCase() === NON_WILDCARD_REQUEST_HEADER);
  return names.includes(WILDCARD) && !isNamed ? [...names, 'Authorization'] : names;
}

function listHeader(name: string, elements: readonly string[]): Headers {
  return elements.length === 0 ? {} : { [name]: elements.join(',') };
}
