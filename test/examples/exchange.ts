import { type IncomingMessage, request as startRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { CaseRequest } from '../cases/case.ts';
import { corsHeaders } from '../hosts/harness.ts';

/** What a server answered: of its headers every CORS header and `vary`, so that an unexpected one fails a test. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request over a connection of its own. An upgrade that succeeds is an answer too, without a body. */
export function send(url: string, { method, headers }: CaseRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = startRequest(url, { method, headers: Object.fromEntries(headers), agent: false });
    request.once('error', reject);
    request.once('upgrade', (response, socket) => {
      socket.destroy();
      resolve(answerOf(response, ''));
    });
    request.once('response', (response) => {
      text(response).then((body) => resolve(answerOf(response, body)), reject);
    });
    request.end();
  });
}

function answerOf({ statusCode, headers }: IncomingMessage, body: string): Answer {
  const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return { status: statusCode, headers: corsHeaders(pairs), body };
}
