import { isToken } from '../spec/grammar.ts';
import { canonicalTokenList } from '../spec/lists.ts';
import { isForbiddenMethod } from '../spec/methods.ts';
import {
  ALLOW_HEADERS,
  ALLOW_METHODS,
  ALLOW_ORIGIN,
  REQUEST_HEADERS,
  REQUEST_METHOD,
} from '../spec/names.ts';
import type { RequestFacts } from './classify.ts';
import type { Headers, PolicyHeaders } from './headers.ts';

/** Makes the head of the response to an allowed preflight. */
export type PreflightHead = (origin: string, facts: RequestFacts) => Headers;

/**
 * Compiles what is the same for every preflight into templates that have all the names of a head already: to copy an
 * object of a known shape and to overwrite a value costs a fraction of adding a name to it.
 *
 * @param fixed what is sent whatever is asked.
 */
export function compilePreflightHead(
  { reflectsMethod, reflectsHeaders }: PolicyHeaders,
  fixed: Headers,
): PreflightHead {
  const plain = { [ALLOW_ORIGIN]: '', ...fixed };
  if (!reflectsMethod && !reflectsHeaders) return (origin) => ({ ...plain, [ALLOW_ORIGIN]: origin });
  const withMethod = { ...plain, [ALLOW_METHODS]: '' };
  const withNames = { ...plain, [ALLOW_HEADERS]: '' };
  const withBoth = { ...withMethod, [ALLOW_HEADERS]: '' };

  return (origin, { headers }) => {
    const method = reflectsMethod ? methodToReflect(headers[REQUEST_METHOD]) : '';
    const names = reflectsHeaders ? namesToReflect(headers[REQUEST_HEADERS]) : '';
    if (names === '') {
      return method === ''
        ? { ...plain, [ALLOW_ORIGIN]: origin }
        : { ...withMethod, [ALLOW_ORIGIN]: origin, [ALLOW_METHODS]: method };
    }
    return method === ''
      ? { ...withNames, [ALLOW_ORIGIN]: origin, [ALLOW_HEADERS]: names }
      : {
          ...withBoth,
          [ALLOW_ORIGIN]: origin,
          [ALLOW_METHODS]: method,
          [ALLOW_HEADERS]: names,
        };
  };
}

const MAX_METHOD_LENGTH = 64;

/** The method that a preflight asks for, if it is one that may be sent back; else `''`. */
function methodToReflect(method: unknown): string {
  const isReflectable =
    typeof method === 'string' &&
    method.length <= MAX_METHOD_LENGTH &&
    isToken(method) &&
    !isForbiddenMethod(method);
  return isReflectable ? method : '';
}

/** The header names that a preflight asks for, if they are tokens within bounds; else `''`. */
function namesToReflect(names: unknown): string {
  return (typeof names === 'string' ? canonicalTokenList(names) : undefined) ?? '';
}
