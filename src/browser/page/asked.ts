import type { BrowserRequest, CredentialsMode, HeadersShape, RequestMode } from '../types.ts';

/** What `page.fetch` takes beside a URL: what of `RequestInit` matters across origins. */
export interface PageFetchInit {
  readonly method?: string | undefined;
  readonly headers?: HeadersShape | undefined;
  readonly body?: NonNullable<ConstructorParameters<typeof Request>[1]>['body'] | undefined;
  /** Default `same-origin`. */
  readonly credentials?: CredentialsMode | undefined;
  /** Default `cors`. */
  readonly mode?: RequestMode | undefined;
  /** Default `follow`. */
  readonly redirect?: 'follow' | 'error' | 'manual' | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

/** What a page asks for, with its body read. */
export interface Asked {
  readonly request: BrowserRequest;
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly isStreamed: boolean;
  readonly redirect: 'follow' | 'error' | 'manual';
  readonly signal: AbortSignal | null;
}

/**
 * Reads the arguments of `fetch`. The platform's own `Request` turns the body into bytes, and says which
 * `Content-Type` goes with it, which may call for a preflight.
 * @throws {TypeError} on what `fetch` refuses itself, such as a GET with a body.
 */
export async function readAsked(
  input: string | URL | Request,
  init: PageFetchInit,
  origin: string,
): Promise<Asked> {
  const isRequest = input instanceof Request;
  const method = init.method ?? (isRequest ? input.method : 'GET');
  const headers: (readonly [string, string])[] = pairsOf(init.headers ?? (isRequest ? input.headers : {}));
  const given = init.body ?? (isRequest ? input.clone().body : null);
  const isStreamed = init.body instanceof ReadableStream;
  const body = given === null ? null : await readBody(given, method);
  if (body !== null && body.type !== null && !headers.some(([name]) => /^content-type$/i.test(name))) {
    headers.push(['content-type', body.type]);
  }
  return {
    request: {
      origin,
      url: resolveUrl(isRequest ? input.url : input, origin),
      method,
      headers,
      credentials: init.credentials ?? (isRequest ? input.credentials : 'same-origin'),
      mode: init.mode ?? (isRequest ? readMode(input.mode) : 'cors'),
      forcePreflight: isStreamed,
    },
    body: body?.bytes ?? null,
    isStreamed,
    redirect: init.redirect ?? (isRequest ? input.redirect : 'follow'),
    signal: init.signal ?? (isRequest ? input.signal : null),
  };
}

async function readBody(
  body: NonNullable<PageFetchInit['body']>,
  method: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string | null }> {
  if (/^(?:get|head)$/i.test(method)) throw new TypeError('Request with GET/HEAD method cannot have body.');
  // Node wants to be told that a stream goes one way only.
  const request = new Request('http://localhost/', { method: 'POST', body, duplex: 'half' });
  const type = request.headers.get('content-type');
  return { bytes: new Uint8Array(await request.arrayBuffer()), type };
}

function pairsOf(headers: HeadersShape): (readonly [string, string])[] {
  if (Symbol.iterator in headers) return [...(headers as Iterable<readonly [string, string]>)];
  return Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return typeof value === 'string' ? [[name, value] as const] : value.map((one) => [name, one] as const);
  });
}

function resolveUrl(url: string | URL, origin: string): string {
  const base = origin === 'null' ? undefined : origin;
  if (!URL.canParse(String(url), base)) throw new TypeError(`${JSON.stringify(String(url))} is not a URL.`);
  return new URL(url, base).href;
}

function readMode(mode: string): RequestMode {
  return mode === 'no-cors' || mode === 'same-origin' ? mode : 'cors';
}
