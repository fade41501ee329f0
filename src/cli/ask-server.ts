import { ambientHeaders } from '../browser/page/ambient.ts';
import { sendOverHttp } from '../browser/page/node-http.ts';
import type { AskServer } from './ask.ts';
import { NetworkError } from './errors.ts';

/** Asks a real server. Bodies are not read, and redirects not followed: what follows is the model's to say. */
export function askServer(
  origin: string,
  { signal, onAsk }: { readonly signal: AbortSignal; readonly onAsk: (what: string) => void },
): AskServer {
  return async (request) => {
    const url = new URL(request.url);
    onAsk(`${request.method} ${request.url}`);
    const headers = { ...request.headers, ...ambientHeaders(request, { origin, mode: 'cors' }) };
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const destination = { protocol: url.protocol, host, port: url.port || null };
    try {
      const outgoing = { method: request.method, url, headers, body: null, signal };
      const { status, headers: received, body } = await sendOverHttp(destination, outgoing);
      await body?.cancel();
      return { status, headers: received };
    } catch (cause) {
      throw new NetworkError(`${request.method} ${request.url}: ${reasonOf(cause, signal)}`, { cause });
    }
  };
}

function reasonOf(cause: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'no answer within the time limit (--timeout).';
  if (!(cause instanceof Error)) return String(cause);
  // Node tries each address of a name, and puts what went wrong with each into a list.
  const text = cause instanceof AggregateError ? cause.errors.map(String).join('; ') : cause.message;
  return text === '' ? cause.name : text;
}
