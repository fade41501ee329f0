import { expect } from 'vitest';
import type { Engine } from '../../../src/browser/index.ts';
import { verdictOn } from './compare.ts';
import type { EngineRun } from './observation.ts';
import type { HeaderLines, Scenario } from './scenario.ts';

const MAX_AGES: readonly HeaderLines[] = [
  [],
  ...['0', '600', '-1', '1.5', 'x', ''].map((value): HeaderLines => [['access-control-max-age', value]]),
  [
    ['access-control-max-age', '600'],
    ['access-control-max-age', '600'],
  ],
];

/** Sends each request twice, at once one after the other: the model says whether the second asks anew. */
export async function compareMemory(run: EngineRun, engine: Engine): Promise<void> {
  const scenarios = MAX_AGES.map((lines, index) => putWith(run.sites.app, 900_000 + index, lines));
  await run.run(scenarios);
  const second = await run.run(scenarios);
  const seen = scenarios.map(({ id }) => second.get(id)?.requests.map(({ method }) => method));
  const expected = scenarios.map((scenario) => {
    const seconds = verdictOn(run.sites, scenario, engine).preflightCacheSeconds ?? 0;
    return seconds > 0 ? ['OPTIONS', 'PUT', 'PUT'] : ['OPTIONS', 'PUT', 'OPTIONS', 'PUT'];
  });
  expect(seen).toEqual(expected);
}

function putWith(origin: string, id: number, maxAge: HeaderLines): Scenario {
  const allow = ['access-control-allow-origin', origin] as const;
  const preflight = {
    status: 204,
    headers: [allow, ['access-control-allow-methods', 'PUT'] as const, ...maxAge],
  };
  const reply = { status: 200, headers: [allow] };
  return {
    id,
    page: 'app',
    method: 'PUT',
    headers: [],
    credentials: 'omit',
    mode: 'cors',
    initiator: 'fetch',
    hops: [{ site: 'api', preflight, reply }],
  };
}
