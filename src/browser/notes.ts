import { splitTokens } from '../spec/lists.ts';
import { ALLOW_HEADERS, ALLOW_ORIGIN, CORS_RESPONSE_HEADERS, EXPOSE_HEADERS, VARY } from '../spec/names.ts';
import { exposeList, isDeltaSeconds } from './checks.ts';
import type { NoteCode } from './codes.ts';
import type { EngineProfile } from './engines.ts';
import { type HeaderList, joinedValue, linesOf } from './headers.ts';
import { droppedHeaders } from './request.ts';
import type { BrowserRequest, Note } from './types.ts';

/** A response that the page got, and what of it the page can read. */
export interface Reading {
  /** Whether the page asked with credentials. */
  readonly include: boolean;
  readonly headers: HeaderList;
  readonly exposedHeaders: readonly string[];
}

/** Headers that mean something to servers and caches, not to scripts: nobody misses them. */
const NOT_MISSED: ReadonlySet<string> = new Set([
  ...CORS_RESPONSE_HEADERS,
  VARY,
  'alt-svc',
  'connection',
  'date',
  'keep-alive',
  'server',
  'set-cookie',
  'set-cookie2',
  'strict-transport-security',
  'transfer-encoding',
]);

/** Remarks on what the page asked for. */
export function notesOnRequest(request: BrowserRequest, profile: EngineProfile): Note[] {
  const dropped = droppedHeaders(request, profile);
  if (dropped.length === 0) return [];
  const text = `The browser does not let scripts set ${dropped.join(', ')}: not sent.`;
  return [{ code: 'request-header-dropped', text }];
}

/** Remarks on an answer that was shared across origins by CORS. */
export function notesOnReading({ include, headers, exposedHeaders }: Reading): Note[] {
  const list = exposeList(headers);
  const notes: Note[] = [];
  const add = (code: NoteCode, text: string) => notes.push({ code, text });
  if (!Array.isArray(list)) {
    add(
      'expose-unparsable',
      `${EXPOSE_HEADERS} holds ${JSON.stringify(list.bad)}, no header name: the whole list is void.`,
    );
  } else if (include && list.includes('*')) {
    add('expose-wildcard-literal', `With credentials ${EXPOSE_HEADERS}: * is no wildcard: list the names.`);
  }
  const hidden = [...new Set(headers.map(([name]) => name))]
    .filter((name) => !exposedHeaders.includes(name) && !NOT_MISSED.has(name))
    .sort();
  if (hidden.length > 0) {
    add('header-not-exposed', `The page cannot read ${hidden.join(', ')}: add them to ${EXPOSE_HEADERS}.`);
  }
  if (!include && linesOf(headers, 'set-cookie').length > 0) {
    add('set-cookie-ignored', 'The cookie is not stored: the page asks without credentials: "include".');
  }
  const allowed = joinedValue(headers, ALLOW_ORIGIN);
  const vary = elementsOf(headers, VARY);
  if (allowed !== null && allowed !== '*' && !vary.includes('origin') && !vary.includes('*')) {
    add(
      'vary-missing',
      'No Vary: Origin: right if every answer names this one origin, else a cache gives the answer to other origins.',
    );
  }
  return notes;
}

/** A preflight that passed: what it asked for, and for how long it is remembered, in seconds. */
export interface PassedPreflight {
  readonly unsafeNames: readonly string[];
  readonly headers: HeaderList;
  readonly maxAgeText: string | null;
  readonly seconds: number;
}

/** Remarks on a preflight that passed. */
export function notesOnPreflight({ unsafeNames, headers, maxAgeText, seconds }: PassedPreflight): Note[] {
  const notes: Note[] = [];
  if (
    unsafeNames.includes('authorization') &&
    !elementsOf(headers, ALLOW_HEADERS).includes('authorization')
  ) {
    notes.push({
      code: 'authorization-wildcard',
      text: 'Authorization passes by *, which the standard does not allow: name it, or other browsers will block.',
    });
  }
  if (maxAgeText !== null && !isDeltaSeconds(maxAgeText)) {
    notes.push({
      code: 'max-age-unparsable',
      text: `Access-Control-Max-Age: ${maxAgeText} is no number of seconds: remembered for ${seconds}.`,
    });
  } else if (maxAgeText !== null && Number(maxAgeText) > seconds) {
    notes.push({
      code: 'max-age-capped',
      text: `Remembered for ${seconds} seconds, the limit of this engine, not for ${maxAgeText}.`,
    });
  }
  return notes;
}

function elementsOf(headers: HeaderList, name: string): string[] {
  return splitTokens((joinedValue(headers, name) ?? '').toLowerCase());
}
