import { ALLOW_HEADERS, ALLOW_METHODS, ALLOW_ORIGIN } from '../spec/names.ts';
import { exposedNames, readableNames } from './checks.ts';
import { consoleReport } from './console.ts';
import type { EngineProfile } from './engines.ts';
import { joinedValue } from './headers.ts';
import type { Answer, Stop } from './hop.ts';
import { notesOnReading, notesOnRequest } from './notes.ts';
import { isCrossOrigin, preflightOrigin, sentOrigin } from './plan.ts';
import { locationOf } from './redirect.ts';
import type { PageRequest } from './request.ts';
import type { BrowserRequest, Circumstances, Note, Verdict, WireRequest } from './types.ts';

/** How far a request came. */
export interface Trail {
  readonly first: PageRequest;
  readonly current: PageRequest;
  /** The answer that decided. */
  readonly answer: Answer | null;
  readonly cacheSeconds: number | null;
  readonly requests: readonly WireRequest[];
  readonly notes: readonly Note[];
}

export function sharedVerdict(request: BrowserRequest, trail: Trail, profile: EngineProfile): Verdict {
  const { current, answer, cacheSeconds, requests, notes } = trail;
  const headers = answer?.headers ?? [];
  const crossOrigin = isCrossOrigin(current);
  const isOpaque = crossOrigin && current.mode === 'no-cors';
  const keepsEarlyWildcard = profile.keepsEarlyWildcard && current.initiator === 'fetch';
  const include = current.credentials === 'include';
  const exposedHeaders = isOpaque
    ? []
    : crossOrigin
      ? exposedNames(headers, { include, keepsEarlyWildcard })
      : readableNames(headers);
  const readingNotes = crossOrigin && !isOpaque ? notesOnReading({ include, headers, exposedHeaders }) : [];
  return {
    outcome: isOpaque ? 'opaque' : 'readable',
    engine: profile.engine,
    step: null,
    code: null,
    detail: null,
    engineCode: null,
    message: null,
    exposedHeaders,
    preflightCacheSeconds: cacheSeconds,
    requests,
    notes: [...notesOnRequest(request, profile), ...notes, ...readingNotes],
    circumstances: circumstancesOf(trail, null, profile),
  };
}

export function blockedVerdict(trail: Trail, stop: Stop, profile: EngineProfile): Verdict {
  const circumstances = circumstancesOf(trail, stop, profile);
  const headers = trail.answer?.headers ?? [];
  const report = consoleReport(stop.code, circumstances, profile, {
    allowMethods: joinedValue(headers, ALLOW_METHODS) ?? '',
    allowHeaders: joinedValue(headers, ALLOW_HEADERS) ?? '',
  });
  return {
    outcome: 'blocked',
    engine: profile.engine,
    step: stop.step,
    code: stop.code,
    ...report,
    exposedHeaders: [],
    preflightCacheSeconds: trail.cacheSeconds,
    requests: trail.requests,
    notes: trail.notes,
    circumstances,
  };
}

function circumstancesOf(
  { first, current, answer }: Trail,
  stop: Stop | null,
  profile: EngineProfile,
): Circumstances {
  const location = answer === null ? null : locationOf(answer.status, answer.headers, current.url);
  return {
    origin: current.origin,
    sentOrigin: stop?.step === 'preflight' ? preflightOrigin(current, profile) : sentOrigin(current),
    url: current.url.href,
    firstUrl: first.url.href,
    method: current.method,
    credentials: current.credentials,
    mode: current.mode,
    initiator: current.initiator,
    status: answer?.status ?? null,
    allowOrigin: answer === null ? null : joinedValue(answer.headers, ALLOW_ORIGIN),
    location: location instanceof URL ? location.href : null,
    culprit: stop?.culprit ?? null,
    refusedHeaders: stop?.refused ?? [],
    crossOrigin: isCrossOrigin(current),
    preflight: stop?.step === 'preflight',
  };
}
