import { REQUEST_METHOD } from '../../spec/names.ts';
import { judge } from '../judge.ts';
import type { BrowserRequest, Engine, Exchange, ServerResponse, Verdict, WireRequest } from '../types.ts';

/** A request that is to go out now. */
export interface NextRequest extends WireRequest {
  readonly isPreflight: boolean;
  /** The URLs of the redirect chain so far, this request's the last of them. */
  readonly chain: readonly string[];
}

/** Sends a request and resolves with the answer. Its rejection ends the exchange. */
export type Ask = (request: NextRequest) => Promise<ServerResponse>;

export interface Conversation {
  readonly exchange: Exchange;
  readonly verdict: Verdict;
  /** Whether a redirect stood at the end that was not to be followed. */
  readonly isRedirectHeld: boolean;
}

/** The answers for one URL of a chain, as far as they are there. */
interface Hop {
  readonly url: string;
  preflight?: ServerResponse;
  response?: ServerResponse;
}

/**
 * Carries out a request as a browser does, against whatever `ask` reaches. The model alone decides what is sent: its
 * verdict on the answers so far lists one request more than was answered, until it is final.
 */
export async function converse(
  request: BrowserRequest,
  ask: Ask,
  { engine, followsRedirects = true }: { readonly engine: Engine; readonly followsRedirects?: boolean },
): Promise<Conversation> {
  const hops: Hop[] = [];
  for (let answered = 0; ; answered++) {
    const exchange = exchangeOf(hops);
    const verdict = judge(request, exchange, { engine });
    const next = verdict.requests[answered];
    if (next === undefined) return { exchange, verdict, isRedirectHeld: false };
    let hop = hops.at(-1);
    if (hop === undefined || hop.response !== undefined) {
      if (hop !== undefined && !followsRedirects) return { exchange, verdict, isRedirectHeld: true };
      hop = { url: next.url };
      hops.push(hop);
    }
    const isPreflight = REQUEST_METHOD in next.headers;
    const answer = await ask({ ...next, isPreflight, chain: hops.map(({ url }) => url) });
    if (isPreflight) hop.preflight = answer;
    else hop.response = answer;
  }
}

/** Stands for the answer to come where only the preflight of a later URL is answered: nothing is concluded from it. */
const PENDING: ServerResponse = { status: 0 };

function exchangeOf([first, ...rest]: readonly Hop[]): Exchange {
  const later = rest
    .filter(({ preflight, response }) => preflight !== undefined || response !== undefined)
    .map(({ preflight, response }) => ({ ...(response ?? PENDING), preflight }));
  return {
    preflight: first?.preflight,
    response: first?.response === undefined ? [] : [first.response, ...later],
  };
}
