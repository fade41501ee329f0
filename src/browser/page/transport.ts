/** A request as it goes to the server, all headers included. */
export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly signal: AbortSignal | null;
}

/** What came back: the header lines as they were sent, and a body that is still coming. */
export interface Incoming {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: ReadableStream<Uint8Array> | null;
}

/** A way to the server under test. */
export interface Transport {
  /** Rejects where no answer comes. */
  send(outgoing: Outgoing): Promise<Incoming>;
  close(): Promise<void>;
}

/** What answers a request on fetch-style runtimes: `app.fetch`, a route handler, a Worker. */
export type RequestHandler = (request: Request) => Response | Promise<Response>;

/** Hands requests to a handler in this process. Only `Set-Cookie` keeps its lines: `Headers` joins the others. */
export function handlerTransport(handler: RequestHandler): Transport {
  return {
    async send({ method, url, headers, body, signal }) {
      const request = new Request(url, { method, headers: { host: url.host, ...headers }, body, signal });
      const response = await handler(request);
      const { status, statusText } = response;
      return { status, statusText, headers: [...response.headers], body: response.body };
    },
    async close() {},
  };
}
