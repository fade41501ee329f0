import type { CorsDebugEvent } from '../policy/debug-event.ts';
import type { NormalizedOptions } from '../policy/options.ts';
import type { Finding, Subject } from './observation.ts';

/** How many kinds are remembered, and so shown: strangers choose their origins. */
export const MAX_KINDS = 100;

/** Tells each kind of finding once. */
export class Reporter {
  readonly #kinds = new Set<string>();
  readonly #what: string;

  /** @param what is told of, for the line that says when there is too much of it. */
  constructor(what: string) {
    this.#what = what;
  }

  /** @param kind its texts are cut already. */
  tell(kind: string, debug: NormalizedOptions['debug'], finding: Finding, subject: Subject): void {
    if (this.#kinds.has(kind) || this.#kinds.size > MAX_KINDS) return;
    this.#kinds.add(kind);
    if (this.#kinds.size <= MAX_KINDS) hand(eventOf(finding, subject), debug);
    else if (typeof debug !== 'function') {
      console.warn(
        `crossgate: ${MAX_KINDS} ${this.#what} were shown. No more will be, until this process restarts.`,
      );
    }
  }
}

function hand(event: CorsDebugEvent, debug: NormalizedOptions['debug']): void {
  if (typeof debug !== 'function') console.warn(event.text);
  // It may be asynchronous all the same, and its failure is nobody's.
  else Promise.resolve(debug(event) as unknown).catch(() => undefined);
}

function eventOf({ code, cause, cure, nearest }: Finding, subject: Subject): CorsDebugEvent {
  const { method, path, origin } = subject;
  const near = nearest === undefined ? '' : ` Nearest allowed: ${nearest.origin} (${nearest.difference}).`;
  const text = `crossgate: ${headline(code, subject)}: ${cause}.${near} ${cure}. [${code}]`;
  return Object.freeze({ code, method, path, origin, cause, nearest, cure, text });
}

function headline(code: CorsDebugEvent['code'], { exchange, method, path, origin }: Subject): string {
  const isPreflight = exchange === 'preflight';
  const request = `${method} ${path}`;
  if (!code.endsWith('-refused') && code !== 'function-failed') {
    return isPreflight ? `preflight of ${request}` : request;
  }
  return `${origin} may not ${isPreflight ? 'send' : 'read'} ${request}`;
}
