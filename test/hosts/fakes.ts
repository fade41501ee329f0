import type { NodeRequest, NodeResponse } from '../../src/index.ts';

export function requestOf(method: string, headers: Record<string, string>): NodeRequest {
  return { method, url: '/', headers };
}

/** A response that notes what is done to it, in order. */
export class FakeResponse implements NodeResponse {
  statusCode = 200;
  headersSent = false;
  readonly #events: unknown[];
  readonly #headers = new Map<string, unknown>();

  constructor(events: unknown[]) {
    this.#events = events;
  }

  getHeader(name: string): unknown {
    return this.#headers.get(name);
  }

  setHeader(name: string, value: string): void {
    this.#events.push(['set', name, value]);
    this.#headers.set(name, value);
  }

  removeHeader(name: string): void {
    this.#events.push(['remove', name]);
    this.#headers.delete(name);
  }

  writeHead(status: number, headers: Record<string, string>): void {
    this.#events.push(['head', status, headers]);
  }

  end(): void {
    this.#events.push(['end']);
  }
}
