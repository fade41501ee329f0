import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MENDED, type Mended } from './mended.ts';
import { makeCompat, play, promised } from './play.ts';
import { type Scenario, scenarios } from './scenario.ts';

const CASES = 20_000;

async function isAsPromised(scenario: Scenario, mended: readonly Mended[]): Promise<boolean> {
  return isDeepStrictEqual(await play(scenario, makeCompat), await promised(scenario, mended));
}

// A failure prints the seed; `fc.assert(property, { seed, path })` plays it again.
it(`does what cors 2.8.6 does, call by call, in ${CASES} cases`, async () => {
  const property = fc.asyncProperty(scenarios, async (scenario) => {
    if (await isAsPromised(scenario, MENDED)) return;
    expect(await play(scenario, makeCompat)).toEqual(await promised(scenario, MENDED));
    throw new Error('The traces differ in a way that toEqual does not see.');
  });
  await fc.assert(property, { numRuns: CASES });
}, 240_000);

it.each(MENDED.map(({ name }) => name))(
  'differs from cors only because: %s',
  async (name) => {
    const others = MENDED.filter((mended) => mended.name !== name);
    const property = fc.asyncProperty(scenarios, (scenario) => isAsPromised(scenario, others));
    const { failed } = await fc.check(property, { numRuns: CASES, endOnFailure: true });
    expect(failed).toBe(true);
  },
  240_000,
);
