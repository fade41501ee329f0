import { classify, type Exchange, type RequestFacts } from '../exchange/classify.ts';
import type { NodeRequest } from '../policy/options.ts';
import { splitTokens } from '../spec/lists.ts';
import { ALLOW_METHODS, ALLOW_ORIGIN } from '../spec/names.ts';
import { isAllowed, type Outcome } from './recorded-response.ts';

/** One header, or `status`, or `error`, as it is and as it would be; `undefined` where there is none. */
export interface Change {
  readonly name: string;
  readonly current: string | undefined;
  readonly next: string | undefined;
}

/** What would change for a request. */
export interface PolicyDifference {
  /** Whether the origin gains or loses its permission; `changed` where it is about something else. */
  readonly kind: 'newly-allowed' | 'newly-refused' | 'changed';
  readonly exchange: Exchange;
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** As the client sent it: a stranger's text. */
  readonly origin: string | undefined;
  readonly changes: readonly Change[];
}

/** `undefined`: no browser and no cache could tell the two apart. */
export function differenceOf(
  request: NodeRequest,
  current: Outcome,
  next: Outcome,
): PolicyDifference | undefined {
  const facts = request as RequestFacts;
  const { origin } = facts.headers;
  const changes = [...new Set([...current.headers.keys(), ...next.headers.keys()])].flatMap((name) => {
    const [before, after] = [current.headers.get(name), next.headers.get(name)];
    return meaningOf(name, before) === meaningOf(name, after) ? [] : [{ name, current: before, next: after }];
  });
  const add = (name: string, before: unknown, after: unknown) => {
    const change = { name, current: textOf(before), next: textOf(after) };
    if (change.current !== change.next) changes.push(change);
  };
  add('status', current.status, next.status);
  add('error', current.error, next.error);
  if (changes.length === 0) return undefined;

  const isNow = isAllowed(current, origin);
  const wouldBe = isAllowed(next, origin);
  const kind = isNow === wouldBe ? 'changed' : wouldBe ? 'newly-allowed' : 'newly-refused';
  return { kind, exchange: classify(facts), method: request.method, url: request.url, origin, changes };
}

/** Lists are sets, and all but methods are compared without regard to case. */
function meaningOf(name: string, value: string | undefined): string | undefined {
  if (value === undefined || name === ALLOW_ORIGIN) return value;
  return splitTokens(name === ALLOW_METHODS ? value : value.toLowerCase())
    .sort()
    .join(',');
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
