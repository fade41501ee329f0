import { describe, expect, it } from 'vitest';
import { hasValgrind, instructionsPerRequest } from '../bench/instructions.js';

// Numbers that depend on no clock: they can be compared where benchmarks can only be looked at. The bounds are a fifth
// or more above what was measured on Node 20 and 24, so that a new V8 does not break them, and a slow road does. It
// takes a minute, which is for CI to spend.
const { CROSSGATE_REQUIRE_VALGRIND } = process.env;
const mustCount = CROSSGATE_REQUIRE_VALGRIND === '1';
if (mustCount && !(await hasValgrind())) throw new Error('No valgrind here: no instructions can be counted.');

describe.runIf(mustCount)('instructions per request', () => {
  it.each([
    ['list of 10, hit', { cors: 0.72, limit: 1.36 }],
    ['preflight, full lists', { cors: 0.43, limit: 1.25 }],
  ])(
    '%s',
    async (name, bounds) => {
      const counts = await instructionsPerRequest(name, ['crossgate', 'cors', 'limit'], 20_000);
      const { crossgate = Number.NaN, cors = 0, limit = 0 } = counts;
      console.log(
        `${name}: ${Object.entries(counts).map(([variant, count]) => `${variant} ${Math.round(count)}`)}`,
      );
      // What it takes at least: were it less, nothing would have been counted.
      expect(crossgate).toBeGreaterThan(1000);
      expect(crossgate / cors).toBeLessThan(bounds.cors);
      expect(crossgate / limit).toBeLessThan(bounds.limit);
    },
    180_000,
  );
});
