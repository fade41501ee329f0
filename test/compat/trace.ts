import { setImmediate as macrotask } from 'node:timers/promises';

/** One thing that happened, in words that can be compared: a call with its arguments, or what was thrown. */
export type Event = readonly [what: string, ...details: readonly unknown[]];

export type Log = (...event: Event) => void;

/** What a middleware of either package looks like from outside. */
export type AnyMiddleware = (
  request: unknown,
  response: object,
  next: (...args: unknown[]) => void,
) => unknown;

/** A response as a host might have it. */
export interface HostSpec {
  /** What `Vary` says before; `undefined` where the header is absent. */
  readonly vary: unknown;
  readonly canGet: boolean;
  readonly canRemove: boolean;
  /** The header that this host refuses to set, as Node refuses an invalid value. */
  readonly refuses: string | undefined;
}

/** A response that has nothing but what `spec` says, and writes down every call. */
export function fakeResponse(spec: HostSpec, log: Log): object {
  const headers = new Map<string, unknown>(spec.vary === undefined ? [] : [['vary', spec.vary]]);
  return {
    setHeader(name: string, value: unknown) {
      log('setHeader', name, plain(value));
      if (name === spec.refuses) throw new Error('the host refuses this header');
      headers.set(name.toLowerCase(), value);
    },
    ...(spec.canGet && {
      getHeader(name: string) {
        log('getHeader', name);
        return headers.get(name.toLowerCase());
      },
    }),
    ...(spec.canRemove && {
      removeHeader(name: string) {
        log('removeHeader', name);
        headers.delete(name.toLowerCase());
      },
    }),
    set statusCode(status: unknown) {
      log('statusCode', plain(status));
    },
    end(...args: unknown[]) {
      log('end', ...args);
    },
  };
}

/** Runs one middleware on one request and waits until nothing more can happen. */
export async function run(
  middleware: AnyMiddleware,
  request: unknown,
  response: object,
  log: Log,
): Promise<void> {
  try {
    const returned = middleware(request, response, (...args) => log('next', ...args.map(plain)));
    log('returned', returned);
  } catch (error) {
    log('threw', plain(error));
  }
  await macrotask();
}

/** Errors and functions as text. Messages of the engine name variables of the code, which are nobody's business. */
export function plain(value: unknown): unknown {
  if (typeof value === 'function') return `function ${value.name}`;
  if (!(value instanceof Error)) return value;
  if (/is not a function|^Cannot (?:read|convert)/.test(value.message)) return `${value.name} of the engine`;
  return value.message.includes('is no CORS origin') ? NO_ORIGIN : `${value.name}: ${value.message}`;
}

/** How {@link plain} shows the error about an `origin` that `cors` would let everyone in for. */
export const NO_ORIGIN = 'TypeError: no CORS origin';
