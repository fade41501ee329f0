import { ask, change, Histogram, pump } from './load.js';

/**
 * Registers and revokes origins at one machine after the other while requests flow, and measures how long it takes
 * until all four machines answer alike, from the moment on when the change was asked for.
 */
export async function measureAgreement(machines, { changes }) {
  const agreement = new Histogram();
  let requests = 0;
  let isOver = false;
  // What is revoked and registered is asked for all the time, so that every machine has it in memory.
  let origin = 'https://customer-0.example';
  const load = pump(8, () => (isOver ? undefined : ask(machines[requests++ % machines.length], origin)));

  for (let index = 0; index < changes; index++) {
    origin = `https://customer-${index}.example`;
    const machine = machines[index % machines.length];
    for (const [method, expected] of [
      ['PUT', true],
      ['DELETE', false],
    ]) {
      const start = performance.now();
      await change(machine, method, origin);
      while (!(await agree(machines, origin, expected))) {
        if (performance.now() - start > 10_000) throw new Error(`No agreement on ${origin} after 10 s.`);
      }
      agreement.add(performance.now() - start);
    }
  }
  isOver = true;
  await load;
  return {
    changes: 2 * changes,
    requestsMeanwhile: requests,
    medianMilliseconds: agreement.quantile(0.5),
    slowestMilliseconds: agreement.quantile(1),
  };
}

async function agree(machines, origin, expected) {
  const answers = await Promise.all(machines.map((machine) => ask(machine, origin)));
  return answers.every(({ isAllowed }) => isAllowed === expected);
}
