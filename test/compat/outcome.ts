import { type AnyMiddleware, type Event, fakeResponse, type HostSpec, run } from './trace.ts';

/** What one request through one or several middlewares led to. */
export interface Outcome {
  readonly events: readonly Event[];
  /** Headers as they stand in the end. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly status: unknown;
  readonly isEnded: boolean;
  /** The arguments of each call of `next`. */
  readonly next: readonly (readonly unknown[])[];
}

const HOST: HostSpec = { vary: undefined, canGet: true, canRemove: true, refuses: undefined };

export const ASKS = {
  origin: 'request.com',
  'access-control-request-headers': 'requestedHeader1,requestedHeader2',
};

/** Sends one request through middlewares on the same response, the next one only where the one before handed on. */
export async function send(
  middlewares: unknown,
  method: unknown = 'GET',
  headers: Readonly<Record<string, string>> = ASKS,
  host: Partial<HostSpec> = {},
): Promise<Outcome> {
  const events: Event[] = [];
  const log = (...event: Event) => events.push(event);
  const response = fakeResponse({ ...HOST, ...host }, log);
  for (const middleware of [middlewares].flat() as AnyMiddleware[]) {
    const before = events.length;
    await run(middleware, { method, headers }, response, log);
    if (!events.slice(before).some(([what, error]) => what === 'next' && !error)) break;
  }
  return outcomeOf(events);
}

function outcomeOf(events: readonly Event[]): Outcome {
  const headers: Record<string, unknown> = {};
  for (const [what, name, value] of events) {
    if (what === 'setHeader') headers[String(name)] = value;
    if (what === 'removeHeader') delete headers[String(name)];
  }
  return {
    events,
    headers,
    status: events.findLast(([what]) => what === 'statusCode')?.[1],
    isEnded: events.some(([what]) => what === 'end'),
    next: events.filter(([what]) => what === 'next').map(([, ...args]) => args),
  };
}
