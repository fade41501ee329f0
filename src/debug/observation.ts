import { classify, type Exchange, type RequestFacts } from '../exchange/classify.ts';
import type { Reply } from '../exchange/respond.ts';
import type { NodeResponse } from '../exchange/write.ts';
import type { CorsDebugCode, CorsDebugEvent } from '../policy/debug-event.ts';
import type { Policy } from '../policy/policy.ts';
import { REQUEST_METHOD } from '../spec/names.ts';
import { shown } from './shown.ts';

/** What a policy made of a request. */
export interface Observation {
  readonly policy: Policy<never>;
  readonly facts: RequestFacts;
  /** The host's own request, or its context. */
  readonly request: unknown;
  /** Where the host has a Node response: to see what becomes of the reply. */
  readonly response: NodeResponse | undefined;
  readonly reply: Reply;
  /** Whether the response was sent before the reply was there. */
  readonly wasSent: boolean;
}

/** What is wrong with an exchange. */
export interface Finding extends Pick<CorsDebugEvent, 'code' | 'cause' | 'cure'> {
  readonly code: CorsDebugCode;
  /** What tells it from other findings of its code. */
  readonly detail: string;
  readonly nearest?: CorsDebugEvent['nearest'];
}

/** The request that a finding is about, in words that may be printed. */
export interface Subject {
  readonly exchange: Exchange;
  readonly method: string;
  readonly path: string;
  readonly origin: string | undefined;
}

export function subjectOf({ facts, request }: Observation): Subject {
  const exchange = classify(facts);
  const method = exchange === 'preflight' ? facts.headers[REQUEST_METHOD] : facts.method;
  const { origin } = facts.headers;
  return {
    exchange,
    method: shown(String(method), 40),
    path: shown(pathOf(request)),
    origin: origin === undefined ? undefined : shown(origin),
  };
}

/** A request of Node, of the Fetch API, or a context that holds one. */
interface Held {
  readonly url?: unknown;
  readonly originalUrl?: unknown;
  readonly headers?: unknown;
  readonly req?: { readonly url?: unknown; readonly raw?: { readonly headers?: unknown } };
}

/** Without the query: it may hold secrets. Express takes off what a router is mounted at, and keeps the whole. */
function pathOf(request: unknown): string {
  const { originalUrl, url, req } = Object(request) as Held;
  const text = String(originalUrl ?? url ?? req?.url ?? '');
  const path = /^[a-z]+:\/\//i.test(text) && URL.canParse(text) ? new URL(text).pathname : text;
  return path.replace(/[?#].*$/s, '') || '/';
}

/** A header that CORS itself does not read, wherever the host keeps it. */
export function headerOf({ facts, request }: Observation, name: string): string | undefined {
  const own: unknown = Reflect.get(facts.headers, name);
  if (own !== undefined) return String(own);
  const { headers, req } = Object(request) as Held;
  for (const held of [headers, req?.raw?.headers]) {
    if (held instanceof Headers) return held.get(name) ?? undefined;
  }
  return undefined;
}
