import type { NodeResponse } from '../exchange/write.ts';

/** The head of a response as it was written. */
export interface SentHead {
  readonly status: number;
  /** The values of a header, a line each. `name` in lower case. */
  readonly lines: (name: string) => readonly string[];
}

/** A response whose head can be seen: a stream of Node's, not a stand-in for one. */
export function isWatchable(response: NodeResponse | undefined): response is NodeResponse {
  return typeof response?.writeHead === 'function' && typeof Reflect.get(response, 'on') === 'function';
}

/**
 * Looks at the head once, when it has been written: Node's hosts write every head by `writeHead`, their own or an
 * implicit one. Arguments, result and errors go through as they are; what `onHead` throws is for the caller to catch.
 */
export function watchHead(response: NodeResponse, onHead: (head: SentHead) => void): void {
  const write: unknown = response.writeHead;
  let isWritten = false;
  function writeHead(this: unknown, ...given: unknown[]): unknown {
    const result: unknown = Reflect.apply(write as () => unknown, this, given);
    if (!isWritten) {
      isWritten = true;
      onHead(headOf(response, given));
    }
    return result;
  }
  Object.defineProperty(response, 'writeHead', { value: writeHead, writable: true, configurable: true });
}

/** What was set counts: where anything was, `writeHead` sets its headers as well. Else they are in its arguments only. */
function headOf(response: NodeResponse, given: readonly unknown[]): SentHead {
  const last = given.at(-1);
  return {
    status: response.statusCode,
    lines(name) {
      const set = response.getHeader(name);
      if (set !== undefined) return (Array.isArray(set) ? set : [set]).map(String);
      return typeof last === 'object' && last !== null ? pairsOf(last, name) : [];
    },
  };
}

/** Headers as `writeHead` takes them: an object, a flat list, or a list of pairs. */
function pairsOf(headers: object, name: string): string[] {
  const pairs: unknown[][] = Array.isArray(headers) ? [] : Object.entries(headers);
  if (Array.isArray(headers)) {
    const flat: unknown[] = headers.flat();
    for (let index = 0; index < flat.length; index += 2) pairs.push(flat.slice(index, index + 2));
  }
  return pairs
    .filter(([key, value]) => String(key).toLowerCase() === name && value !== undefined)
    .flatMap(([, value]) => value)
    .map(String);
}
