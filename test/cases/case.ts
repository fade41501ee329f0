import type { CorsSource } from '../../src/cors.ts';

/** One row of the table: what is configured, what is asked, and what has to come back. Bound to no host. */
export interface Case {
  readonly name: string;
  /** What is mounted, outermost first: usually one. */
  readonly layers: readonly CorsSource<unknown>[];
  readonly request: CaseRequest;
  readonly application: Application;
  readonly expected: Expected;
}

export interface CaseRequest {
  readonly method: string;
  /** To be sent exactly so, in this order. A `host` among them replaces the one that the client would send. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** What stands behind the middleware. */
export interface Application {
  /** What `Vary` says already when the CORS headers are written: one line or several. */
  readonly vary: readonly string[];
  readonly behaviour: 'ok' | 'not-found' | 'not-modified' | 'throws' | 'rejects';
}

/** The status that each behaviour leads to. */
export const STATUS: Readonly<Record<Application['behaviour'], number>> = {
  ok: 200,
  'not-found': 404,
  'not-modified': 304,
  throws: 500,
  rejects: 500,
};

export interface Expected {
  /**
   * Who makes the response: the application's handler, the middleware (then without a body, and the handler never
   * runs), or the host's error handling (then the handler never runs either).
   */
  readonly by: 'handler' | 'middleware' | 'error handling';
  readonly status: number;
  /**
   * Every `access-control-*` header and `vary`, by its name in lower case; for a response of the middleware also
   * `content-length` and `transfer-encoding`. What is not here must not be sent.
   */
  readonly headers: Readonly<Record<string, string>>;
}

export const APP = 'https://app.example';
export const EVIL = 'https://evil.example';
export const DEFAULT_METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE,QUERY';
export const REFLECTS_HEADERS = 'Origin, Access-Control-Request-Headers';

/** An actual request; `undefined` for one without `Origin`. */
export function ask(
  origin: string | undefined,
  method = 'GET',
  more: Record<string, string> = {},
): CaseRequest {
  const headers = Object.entries(more);
  return { method, headers: origin === undefined ? headers : [['origin', origin], ...headers] };
}

/** A preflight; `names` is what it asks for in `Access-Control-Request-Headers`. */
export function preflight(
  origin: string,
  method = 'PUT',
  names?: string,
  more: Record<string, string> = {},
): CaseRequest {
  return ask(origin, 'OPTIONS', {
    'access-control-request-method': method,
    ...(names === undefined ? {} : { 'access-control-request-headers': names }),
    ...more,
  });
}

export function handled(headers: Expected['headers'] = {}, status = 200): Expected {
  return { by: 'handler', status, headers };
}

export function answered(headers: Expected['headers'], status = 204): Expected {
  return {
    by: 'middleware',
    status,
    headers: status === 204 ? headers : { ...headers, 'content-length': '0' },
  };
}

export function failed(headers: Expected['headers']): Expected {
  return { by: 'error handling', status: 500, headers };
}

/** A row of one middleware. */
export function row(
  name: string,
  source: CorsSource<unknown>,
  request: CaseRequest,
  expected: Expected,
  application: Partial<Application> = {},
): Case {
  return {
    name,
    layers: [source],
    request,
    expected,
    application: { vary: [], behaviour: 'ok', ...application },
  };
}
