import { expect } from 'vitest';
import type { Engine } from '../../../src/browser/index.ts';
import { differences, verdictOn } from './compare.ts';
import { generateScenarios } from './generate.ts';
import type { EngineRun } from './observation.ts';
import type { Scenario } from './scenario.ts';

/**
 * `CROSSGATE_SEED=123` repeats a run. In CI, Firefox and WebKit repeat one run: their profiles are less complete than
 * Chromium's, and there a change is to be judged, not the luck of a seed. Elsewhere each run explores.
 */
function chooseSeed(engine: Engine): number {
  const { CROSSGATE_SEED, CROSSGATE_CI } = process.env;
  if (CROSSGATE_SEED !== undefined) return Number(CROSSGATE_SEED);
  return CROSSGATE_CI === '1' && engine !== 'chromium' ? 1 : Math.floor(Math.random() * 2 ** 31);
}

/**
 * Runs random scenarios in a real browser and expects the model's verdict on every one.
 *
 * @param isModelled leaves out what the profile of this engine is known not to cover.
 */
export async function compareWithModel(
  run: EngineRun,
  engine: Engine,
  count: number,
  isModelled: (scenario: Scenario) => boolean = () => true,
): Promise<void> {
  const seed = chooseSeed(engine);
  const scenarios = generateScenarios(run.sites, seed, count).filter(isModelled);
  const observed = await run.run(scenarios);
  const tally: Record<string, number> = {};
  const disagreements = scenarios.flatMap((scenario): { scenario: Scenario; found: unknown }[] => {
    const verdict = verdictOn(run.sites, scenario, engine);
    const kind = verdict.code ?? verdict.outcome;
    tally[kind] = (tally[kind] ?? 0) + 1;
    const observation = observed.get(scenario.id);
    if (observation === undefined) return [{ scenario, found: 'nothing observed' }];
    const found = differences(scenario, verdict, observation);
    return found.length === 0 ? [] : [{ scenario, found }];
  });
  console.info(`${run.version}: ${scenarios.length} scenarios of ${count}, CROSSGATE_SEED=${seed}`, tally);
  expect(
    disagreements.slice(0, 3),
    `${disagreements.length} of ${count} differ, CROSSGATE_SEED=${seed}`,
  ).toEqual([]);
  // A generator that grants or refuses everything would prove little.
  expect(Object.keys(tally).length).toBeGreaterThan(10);
  const { readable = 0 } = tally;
  expect(readable).toBeGreaterThan(count / 20);
}
