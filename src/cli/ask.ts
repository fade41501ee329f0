import type { NextRequest } from '../browser/page/converse.ts';
import type { WireRequest } from '../browser/types.ts';

/** An answer as it was received, every header line in its order. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** One request and its answer. */
export interface Round {
  readonly request: WireRequest;
  readonly answer: Answer;
}

/** Reaches what is checked: a server, or a policy. */
export type AskServer = (request: NextRequest) => Promise<Answer>;

/** Asks for the same thing only once: engines that send the same must be judged by the same answer. */
export function askOnce(ask: AskServer, rounds: Round[]): AskServer {
  const answers = new Map<string, Promise<Answer>>();
  return (request) => {
    const key = JSON.stringify([request.method, request.chain, Object.entries(request.headers).sort()]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(request).then((received) => {
      const { url, method, headers } = request;
      rounds.push({ request: { url, method, headers }, answer: received });
      return received;
    });
    answers.set(key, answer);
    return answer;
  };
}
