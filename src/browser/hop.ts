import { MAX_AGE } from '../spec/names.ts';
import { corsCheck, preflightCacheSeconds, preflightGrants, type Requester } from './checks.ts';
import type { BlockCode, Failure } from './codes.ts';
import type { EngineProfile, PreflightCheck } from './engines.ts';
import { type HeaderList, joinedValue, linesOf, toHeaderList } from './headers.ts';
import { notesOnPreflight } from './notes.ts';
import { isCrossOrigin, planRequest, preflightOrigin, sentOrigin, unsafeHeaderNames } from './plan.ts';
import { isRedirectStatus, locationOf } from './redirect.ts';
import type { PageRequest } from './request.ts';
import type { Note, ServerResponse, Step, WireRequest } from './types.ts';
import { isSameOrigin } from './urls.ts';

/** An answer as the algorithms read it. */
export interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
}

/** A failure, and the step at which it came. */
export interface Stop extends Failure {
  readonly step: Step;
}

/** What the server has for one URL of a chain. */
export interface HopAnswers {
  readonly preflight?: ServerResponse | undefined;
  readonly response?: ServerResponse | undefined;
}

/** What became of one URL of a chain. */
export interface HopResult {
  readonly stop: Stop | null;
  /** The answer that decided: the preflight's where that failed. */
  readonly answer: Answer | null;
  readonly cacheSeconds: number | null;
  readonly requests: readonly WireRequest[];
  readonly notes: readonly Note[];
}

/**
 * One URL of a chain: its preflight, if it needs one, then the request itself.
 * @see https://fetch.spec.whatwg.org/#http-fetch
 */
export function sendHop(
  request: PageRequest,
  hop: HopAnswers | undefined,
  profile: EngineProfile,
): HopResult {
  const { refusal, preflight, actual } = planRequest(request, profile);
  if (refusal !== null || actual === null)
    return { ...NOTHING, stop: stopAt('request', refusal ?? 'network-error') };
  const url = request.url.href;
  if (preflight === null)
    return { ...sendActual(request, hop?.response, profile), requests: [{ url, ...actual }] };
  const first = sendPreflight(request, hop?.preflight, profile);
  if (first.stop !== null) return { ...first, requests: [{ url, ...preflight }] };
  return {
    ...sendActual(request, hop?.response, profile),
    cacheSeconds: first.cacheSeconds,
    requests: [
      { url, ...preflight },
      { url, ...actual },
    ],
    notes: first.notes,
  };
}

const NOTHING: HopResult = { stop: null, answer: null, cacheSeconds: null, requests: [], notes: [] };

/** @see https://fetch.spec.whatwg.org/#cors-preflight-fetch */
function sendPreflight(
  request: PageRequest,
  response: ServerResponse | undefined,
  profile: EngineProfile,
): HopResult {
  const answer = answerOf(response, profile);
  if (answer === null) return { ...NOTHING, stop: stopAt('preflight', 'preflight-network-error') };
  if (isProxyRefusal(answer, profile)) return proxyRefusal('preflight', answer);
  const { headers } = answer;
  const include = request.credentials === 'include';
  const unsafeNames = unsafeHeaderNames(request, profile);
  const failure =
    preflightFailure(request, answer, profile) ??
    preflightGrants({ method: request.method, unsafeNames, include }, headers, profile);
  if (failure !== null) {
    return { ...NOTHING, stop: { ...failure, step: 'preflight' }, answer };
  }
  const seconds = preflightCacheSeconds(headers, profile);
  const maxAgeText = joinedValue(headers, MAX_AGE);
  const notes = notesOnPreflight({ unsafeNames, headers, maxAgeText, seconds });
  return { ...NOTHING, answer, cacheSeconds: seconds, notes };
}

/** The standard knows one failure here; the order in which engines look decides which of two faults they name. */
function preflightFailure(request: PageRequest, answer: Answer, profile: EngineProfile): Failure | null {
  const requester = { ...requesterOf(request), origin: preflightOrigin(request, profile) };
  const isHome = profile.preflightKeepsOrigin && isSameOrigin(request.origin, request.url);
  for (const check of profile.preflightOrder) {
    const failure = isHome && check === 'origin' ? null : PREFLIGHT_CHECKS[check](answer, requester, profile);
    if (failure !== null) return failure;
  }
  return null;
}

const PREFLIGHT_CHECKS: Readonly<
  Record<PreflightCheck, (answer: Answer, requester: Requester, profile: EngineProfile) => Failure | null>
> = {
  redirect: ({ status, headers }) => {
    const leadsAway = isRedirectStatus(status) && linesOf(headers, 'location').length > 0;
    return leadsAway ? { code: 'preflight-redirect', culprit: String(status) } : null;
  },
  origin: ({ headers }, requester, profile) => corsCheck(requester, headers, profile),
  status: ({ status }) =>
    status >= 200 && status <= 299 ? null : { code: 'preflight-status', culprit: String(status) },
};

function sendActual(
  request: PageRequest,
  response: ServerResponse | undefined,
  profile: EngineProfile,
): HopResult {
  const answer = answerOf(response, profile);
  if (answer === null) return { ...NOTHING, stop: stopAt('response', 'network-error') };
  if (isProxyRefusal(answer, profile)) return proxyRefusal('response', answer);
  const location = locationOf(answer.status, answer.headers, request.url);
  if (profile.dataRedirectFirst && location instanceof URL && location.protocol === 'data:') {
    return { ...NOTHING, stop: { step: 'redirect', code: 'redirect-data', culprit: location.href }, answer };
  }
  const failure = isCrossOrigin(request) ? sharingFailure(request, answer, profile) : null;
  const step = isRedirectStatus(answer.status) ? 'redirect' : 'response';
  return { ...NOTHING, stop: failure && { ...failure, step }, answer };
}

function sharingFailure(
  request: PageRequest,
  { status, headers }: Answer,
  profile: EngineProfile,
): Failure | null {
  if (request.mode === 'cors') {
    const requester = requesterOf(request);
    const carriesOwn =
      profile.ownCredentialsStick && request.beganAtHome && request.credentials === 'same-origin';
    const include = requester.include || (carriesOwn && isRedirectStatus(status));
    return corsCheck({ ...requester, include }, headers, profile);
  }
  if (isSameOrigin(request.origin, request.url)) return null;
  const policy = joinedValue(headers, 'cross-origin-resource-policy');
  return policy === 'same-origin' ? { code: 'corp-not-same-origin', culprit: policy } : null;
}

function isProxyRefusal({ status }: Answer, profile: EngineProfile): boolean {
  return status === 407 && profile.refusesProxyAuthentication;
}

function proxyRefusal(step: Step, answer: Answer): HopResult {
  return { ...NOTHING, stop: stopAt(step, 'proxy-authentication'), answer };
}

function requesterOf(request: PageRequest): Requester {
  return { origin: sentOrigin(request), include: request.credentials === 'include' };
}

function answerOf(response: ServerResponse | undefined, profile: EngineProfile): Answer | null {
  if (response === undefined) return null;
  const headers = toHeaderList(response.headers);
  return { status: response.status, headers: profile.skipsEmptyLines ? withoutEmptyLines(headers) : headers };
}

function withoutEmptyLines(headers: HeaderList): HeaderList {
  return headers.filter(
    ([name, value]) => value !== '' || linesOf(headers, name).every((line) => line === ''),
  );
}

function stopAt(step: Step, code: BlockCode): Stop {
  return { step, code, culprit: null };
}
