import cors from 'cors';
import compat from '../../src/compat/index.ts';
import { buildSource } from './build.ts';
import type { Mended } from './mended.ts';
import { isFunctionSpec, type RequestSpec, type Scenario, type SourceSpec } from './scenario.ts';
import { type AnyMiddleware, type Event, fakeResponse, type Log, NO_ORIGIN, plain, run } from './trace.ts';

/** Makes a middleware from what {@link buildSource} built from `spec`. */
export type Make = (source: unknown, spec: SourceSpec) => AnyMiddleware;

export const makeCompat: Make = (source) =>
  compat(source as cors.CorsOptions, { quiet: true }) as AnyMiddleware;

/** `cors` itself, corrected by nothing but what is mended. */
export function makeCors(mended: readonly Mended[]): Make {
  return (source, spec) =>
    mended.reduce(
      (middleware, { corrected }) => corrected?.(middleware, spec) ?? middleware,
      cors(source as cors.CorsOptions) as AnyMiddleware,
    );
}

/** The scenario in the words that `cors` understands. */
export function askedOf(scenario: Scenario, mended: readonly Mended[]): Scenario {
  return mended.reduce((current, { asked }) => asked?.(current) ?? current, scenario);
}

/** What happened while the middlewares were made, and in answer to each request. */
export type Trace = readonly (readonly Event[])[];

/** Makes the middlewares of a scenario and sends its requests through, each with a response of its own. */
export async function play(scenario: Scenario, make: Make): Promise<Trace> {
  let events: Event[] = [];
  const trace = [events];
  const log: Log = (...event) => events.push(event);
  const specs = scenario.second ? [scenario.source, scenario.second] : [scenario.source];
  const sources = specs.map((spec) => ({ spec, source: buildSource(spec, log) }));
  let middlewares: AnyMiddleware[];
  try {
    middlewares = sources.map(({ spec, source }) => make(source, spec));
  } catch (error) {
    log('threw when made', plain(error));
    return trace;
  }
  for (const request of scenario.requests) {
    events = [];
    trace.push(events);
    await exchange(middlewares, request, scenario, log, events);
    changeOrigin(sources[0]?.source, scenario);
  }
  return trace;
}

async function exchange(
  middlewares: readonly AnyMiddleware[],
  request: RequestSpec,
  { host }: Scenario,
  log: Log,
  events: readonly Event[],
): Promise<void> {
  const response = fakeResponse(host, log);
  for (const [index, middleware] of middlewares.entries()) {
    if (index > 0) log('second');
    await run(middleware, structuredClone(request), response, log);
    if (!events.some(([what, error]) => what === 'next' && !error)) return;
  }
}

/** What is changed on the options after the middleware was made takes effect. */
export function changeOrigin(source: unknown, { source: spec, change }: Scenario): void {
  const isOptions = !isFunctionSpec(spec) && spec.shape === 'object';
  if (isOptions && change) (source as { origin: unknown }).origin = change.make();
}

/** What compat promises: what `cors` does, but for what is mended. */
export async function promised(scenario: Scenario, mended: readonly Mended[]): Promise<Trace> {
  if (throwsWhenMade(scenario)) return [[['threw when made', NO_ORIGIN]]];
  const [made = [], ...answers] = await play(askedOf(scenario, mended), makeCors(mended));
  const expected = answers.map((answer) =>
    mended.reduce((events, { expected }) => expected?.(events, scenario) ?? events, answer),
  );
  return [made, ...expected];
}

/** Whether compat sees already in the options that `cors` would let everyone in. */
export function throwsWhenMade({ source, second }: Scenario): boolean {
  return [source, second].some((spec) => {
    if (spec === undefined || isFunctionSpec(spec) || spec.origin === undefined) return false;
    const isRead = spec.shape === 'object' || spec.shape === 'frozen';
    return isRead && !isFunctionSpec(spec.origin) && spec.origin.unsound;
  });
}
