import type { Headers } from '../exchange/headers.ts';
import * as names from '../spec/names.ts';
import type { LegacyOptions } from './options.ts';

/**
 * A stretch of a reply: headers, then names for `Vary`. `cors` sets `Vary` between other headers, twice on some
 * preflights, and everything in title case; so a reply in its order is a row of these.
 */
export interface Block {
  readonly headers: Headers;
  /** Names separated by commas, `''` for none. */
  readonly vary: string;
}

/** What an answer is made from. */
export interface Answer {
  readonly options: LegacyOptions;
  /** The value of `Access-Control-Allow-Origin`; falsy: not sent. */
  readonly allowOrigin: unknown;
  /** Whether everybody gets the same, so that nothing varies. */
  readonly isPublic: boolean;
  readonly requestHeaders: string | undefined;
}

export const VARY = titled(names.VARY);
export const ORIGIN = titled(names.ORIGIN);
const REQUEST_HEADERS = titled(names.REQUEST_HEADERS);
const ALLOW_ORIGIN = titled(names.ALLOW_ORIGIN);
const ALLOW_CREDENTIALS = titled(names.ALLOW_CREDENTIALS);
const ALLOW_METHODS = titled(names.ALLOW_METHODS);
const ALLOW_HEADERS = titled(names.ALLOW_HEADERS);
const MAX_AGE = titled(names.MAX_AGE);
const EXPOSE_HEADERS = titled(names.EXPOSE_HEADERS);

/** What ends an answered preflight. Old Safari waits for a body without it. */
export const NO_BODY: Headers = { 'Content-Length': '0' };

/** The reply to anything but OPTIONS. */
export function actualBlocks(answer: Answer): readonly Block[] {
  const { credentials, exposedHeaders } = answer.options;
  return [
    originBlock(answer),
    block('', {
      [ALLOW_CREDENTIALS]: credentials === true && 'true',
      [EXPOSE_HEADERS]: exposedValue(exposedHeaders),
    }),
  ];
}

/** The reply to OPTIONS, whether or not a preflight: with or without `Origin` and a requested method. */
export function preflightBlocks(answer: Answer): readonly Block[] {
  const { options, requestHeaders } = answer;
  const allowed = options.allowedHeaders || options.headers;
  return [
    originBlock(answer),
    block(allowed ? '' : REQUEST_HEADERS, {
      [ALLOW_CREDENTIALS]: options.credentials === true && 'true',
      [ALLOW_METHODS]: joined(options.methods),
    }),
    block('', {
      [ALLOW_HEADERS]: unlessEmpty(allowed ? joined(allowed) : requestHeaders),
      [MAX_AGE]: maxAgeValue(options.maxAge),
      [EXPOSE_HEADERS]: exposedValue(options.exposedHeaders),
    }),
  ];
}

function originBlock({ allowOrigin, isPublic }: Answer): Block {
  return block(isPublic ? '' : ORIGIN, { [ALLOW_ORIGIN]: allowOrigin });
}

/** Falsy values are not sent. The others go out as they are: what is no string is the host's to refuse or to print. */
function block(vary: string, values: Readonly<Record<string, unknown>>): Block {
  const headers: Record<string, unknown> = {};
  for (const name in values) {
    if (values[name]) headers[name] = values[name];
  }
  return { headers: headers as Headers, vary };
}

/** Whatever can join itself is a list. */
function joined(list: unknown): unknown {
  const names = list as { join?(separator: string): unknown };
  return names.join ? names.join(',') : list;
}

/** Of header names, only what has a length is sent: no number, no `true`. */
function unlessEmpty(names: unknown): unknown {
  return names && (names as ArrayLike<unknown>).length ? names : undefined;
}

function exposedValue(names: unknown): unknown {
  return names && unlessEmpty(joined(names));
}

function maxAgeValue(maxAge: unknown): unknown {
  return typeof maxAge === 'number' || maxAge ? (maxAge as object).toString() : undefined;
}

function titled(name: string): string {
  return name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}
