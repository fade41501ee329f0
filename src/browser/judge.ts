import { ENGINE_PROFILES } from './engines.ts';
import { type HopAnswers, type HopResult, type Stop, sendHop } from './hop.ts';
import { followRedirect, locationOf, redirectFailure } from './redirect.ts';
import { readRequest } from './request.ts';
import type {
  BrowserRequest,
  Engine,
  Exchange,
  ServerHop,
  ServerResponse,
  Verdict,
  WireRequest,
} from './types.ts';
import { blockedVerdict, sharedVerdict } from './verdict.ts';

/**
 * What a browser concludes from an exchange: whether the page can read the answer, which of its headers, and if not,
 * why, in the engine's own words.
 *
 * A redirect chain is a list of answers; an answer may carry the `preflight` of its own URL. An answer that the
 * browser needed and did not get is a network error, so a list that ends in a redirect ends in one.
 *
 * @param options.engine - default `standard`; where the engines differ from it is listed in `engines.ts`.
 * @throws {TypeError} on what is no request at all, such as a relative URL.
 * @see https://fetch.spec.whatwg.org/#main-fetch
 */
export function judge(
  request: BrowserRequest,
  exchange: Exchange,
  { engine = 'standard' }: { engine?: Engine } = {},
): Verdict {
  const profile = ENGINE_PROFILES[engine];
  const hops = hopsOf(exchange);
  const first = readRequest(request, profile);
  let current = first;
  let cacheSeconds: number | null = null;
  const requests: WireRequest[] = [];
  for (let redirects = 0; ; redirects++) {
    const result: HopResult = sendHop(current, hops[redirects], profile);
    cacheSeconds = result.cacheSeconds ?? cacheSeconds;
    requests.push(...result.requests);
    const trail = { first, current, answer: result.answer, cacheSeconds, requests, notes: result.notes };
    if (result.stop !== null || result.answer === null) {
      return blockedVerdict(trail, result.stop ?? NO_ANSWER, profile);
    }
    const location = locationOf(result.answer.status, result.answer.headers, current.url);
    if (location === null) return sharedVerdict(request, trail, profile);
    if (location === 'unparsable') return blockedVerdict(trail, NO_ANSWER, profile);
    const failure = redirectFailure(current, location, redirects, profile);
    if (failure !== null) return blockedVerdict(trail, { ...failure, step: 'redirect' }, profile);
    current = followRedirect(current, result.answer.status, location, profile);
  }
}

const NO_ANSWER: Stop = { step: 'response', code: 'network-error', culprit: null };

/** The answers in their order; the preflight of the first URL stands with the first. */
function hopsOf({ preflight, response }: Exchange): HopAnswers[] {
  const answers: readonly ServerHop[] =
    response === undefined ? [] : isList(response) ? response : [response];
  const [first, ...rest] = answers.map((answer) => ({ preflight: answer.preflight, response: answer }));
  return [{ preflight: preflight ?? first?.preflight, response: first?.response }, ...rest];
}

function isList(response: ServerResponse | readonly ServerHop[]): response is readonly ServerHop[] {
  return Array.isArray(response);
}
