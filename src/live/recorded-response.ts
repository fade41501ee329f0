import type { NodeResponse } from '../adapters/node.ts';
import type { NodeRequest } from '../policy/options.ts';
import { ALLOW_ORIGIN, CORS_RESPONSE_HEADERS, VARY } from '../spec/names.ts';

/** Middleware of any make: this package's, its drop-in for `cors`, or `cors` itself. */
export type Middleware = (
  request: NodeRequest,
  response: NodeResponse,
  next: (error?: unknown) => void,
) => void;

/** What middleware made of a request. */
export interface Outcome {
  /** The CORS headers and `Vary`. */
  readonly headers: ReadonlyMap<string, string>;
  /** The status with which it ended the response; `undefined` where it handed the request on. */
  readonly status: number | undefined;
  /** What it handed to `next`, or threw. */
  readonly error: unknown;
}

const RECORDED = [...CORS_RESPONSE_HEADERS, VARY];

/**
 * Stands between middleware and a response and notes what is written. With `forwards` the response gets it as well;
 * without, it never hears of it, and the middleware sees the response as it was at the start.
 */
class RecordedResponse implements NodeResponse {
  readonly #response: NodeResponse;
  readonly #forwards: boolean;
  readonly #onEnd: () => void;
  readonly #headers = new Map<string, unknown>();
  #statusCode: number;

  constructor(response: NodeResponse, forwards: boolean, onEnd: () => void) {
    this.#response = response;
    this.#forwards = forwards;
    this.#onEnd = onEnd;
    this.#statusCode = response.statusCode;
    for (const name of RECORDED) {
      const value = response.getHeader(name);
      if (value !== undefined) this.#headers.set(name, value);
    }
  }

  get statusCode(): number {
    return this.#statusCode;
  }

  set statusCode(status: number) {
    this.#statusCode = status;
    if (this.#forwards) this.#response.statusCode = status;
  }

  get headersSent(): boolean {
    return this.#forwards && this.#response.headersSent === true;
  }

  getHeader(name: string): unknown {
    const key = name.toLowerCase();
    return RECORDED.includes(key) ? this.#headers.get(key) : this.#response.getHeader(name);
  }

  setHeader(name: string, value: string): this {
    this.#headers.set(name.toLowerCase(), value);
    if (this.#forwards) this.#response.setHeader(name, value);
    return this;
  }

  removeHeader(name: string): void {
    this.#headers.delete(name.toLowerCase());
    if (this.#forwards) this.#response.removeHeader?.(name);
  }

  writeHead(status: number, headers: Record<string, string>): this {
    this.#statusCode = status;
    for (const name in headers) this.#headers.set(name.toLowerCase(), headers[name]);
    if (!this.#forwards) return this;
    if (this.#response.writeHead !== undefined) {
      this.#response.writeHead(status, headers);
      return this;
    }
    this.#response.statusCode = status;
    for (const name in headers) this.#response.setHeader(name, headers[name] as string);
    return this;
  }

  end(): void {
    this.#onEnd();
    if (this.#forwards) this.#response.end();
  }

  recorded(): ReadonlyMap<string, string> {
    const headers = new Map<string, string>();
    for (const name of RECORDED) {
      const value = this.#headers.get(name);
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : String(value));
    }
    return headers;
  }
}

/**
 * Runs middleware, and tells what came of it before anything else happens to the response.
 * @param next where the request goes on; left out, the response is not touched.
 */
export function record(
  middleware: Middleware,
  request: NodeRequest,
  response: NodeResponse,
  onOutcome: (outcome: Outcome) => void,
  next?: (error?: unknown) => void,
): void {
  const recorder = new RecordedResponse(response, next !== undefined, () =>
    onOutcome({ headers: recorder.recorded(), status: recorder.statusCode, error: undefined }),
  );
  middleware(request, recorder, (error) => {
    onOutcome({ headers: recorder.recorded(), status: undefined, error: error ?? undefined });
    next?.(error);
  });
}

/** Whether a page of that origin may read the response, as far as the origin decides it. */
export function isAllowed({ headers, error }: Outcome, origin: string | undefined): boolean {
  const allowed = headers.get(ALLOW_ORIGIN);
  return error === undefined && origin !== undefined && (allowed === '*' || allowed === origin);
}
