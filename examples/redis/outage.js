import { setTimeout as sleep } from 'node:timers/promises';
import { ask, change, pump } from './load.js';

const KNOWN = 'https://known.example';
const FORGOTTEN = 'https://forgotten.example';

/**
 * Kills Redis under load and starts it again. Meanwhile an origin that is in every memory stays allowed, one that is
 * registered but in no memory is refused (that is what `onError: 'deny'` declares), one that nobody registered is
 * never allowed, and no request waits for longer than the time limit.
 */
export async function measureOutage(machines, redis, { outage }) {
  await change(machines[0], 'PUT', KNOWN);
  await change(machines[0], 'PUT', FORGOTTEN);
  await sleep(200);
  for (const machine of machines) await ask(machine, KNOWN);

  const seen = { requests: 0, failed: 0, knownRefused: 0, strangerAllowed: 0, slowestMilliseconds: 0 };
  let isOver = false;
  const load = pump(16, () => {
    if (isOver) return undefined;
    const index = seen.requests++;
    const isKnown = index % 2 === 0;
    const origin = isKnown ? KNOWN : `https://stranger-${index}.example`;
    return ask(machines[index % machines.length], origin).then(({ isAllowed, status, milliseconds }) => {
      if (status !== 200) seen.failed++;
      if (isKnown && !isAllowed) seen.knownRefused++;
      if (!isKnown && isAllowed) seen.strangerAllowed++;
      seen.slowestMilliseconds = Math.max(seen.slowestMilliseconds, Math.round(milliseconds));
    });
  });

  await sleep(outage / 3);
  await redis.kill();
  await sleep(outage / 3);
  const refusedInOutage = await Promise.all(machines.map((machine) => ask(machine, FORGOTTEN)));
  await sleep(outage / 3);
  await redis.start();
  const start = performance.now();
  while (
    !(await Promise.all(machines.map((machine) => ask(machine, FORGOTTEN)))).every(
      ({ isAllowed }) => isAllowed,
    )
  ) {
    if (performance.now() - start > 30_000) throw new Error('No recovery after 30 s.');
    await sleep(20);
  }
  const recoveredAfterMilliseconds = Math.round(performance.now() - start);
  await sleep(outage / 3);
  isOver = true;
  await load;
  return {
    ...seen,
    refusedInOutage: refusedInOutage.filter(({ isAllowed }) => !isAllowed).length,
    recoveredAfterMilliseconds,
  };
}
