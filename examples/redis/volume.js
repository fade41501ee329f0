import { ask, figures, Histogram, pump } from './load.js';

const UNKNOWN_SHARE = 0.1;
const MEBIBYTE = 1024 * 1024;

/** Sends a load of registered origins, a few of them busy and most of them rare, and of a tenth unknown ones. */
export async function measureVolume(machines, client, { origins, requests }) {
  await register(client, origins);
  const before = await Promise.all(machines.map(figures));
  const lookupsBefore = await lookupsAt(client);
  const durations = new Histogram();
  const memory = [];
  let sent = 0;
  let wrong = 0;
  const start = performance.now();

  for (const part of [0.25, 0.5, 0.75, 1]) {
    await pump(48, () => {
      if (sent >= requests * part) return undefined;
      const machine = machines[sent % machines.length];
      const isUnknown = Math.random() < UNKNOWN_SHARE;
      sent++;
      const number = isUnknown ? sent : Math.floor(origins * Math.random() ** 4);
      const origin = `https://${isUnknown ? 'unknown' : 'customer'}-${number}.volume.example`;
      return ask(machine, origin).then(({ isAllowed, milliseconds }) => {
        if (isAllowed === isUnknown) wrong++;
        durations.add(milliseconds);
      });
    });
    memory.push(await heapOf(machines));
  }

  const seconds = (performance.now() - start) / 1000;
  const after = await Promise.all(machines.map(figures));
  const grown = (name) => after.reduce((sum, one, index) => sum + one[name] - before[index][name], 0);
  const lookups = (await lookupsAt(client)) - lookupsBefore;
  return {
    origins,
    requests: sent,
    wrong,
    seconds: Math.round(seconds),
    requestsPerSecond: Math.round(sent / seconds),
    lookupsAtRedis: lookups,
    lookupsPerSecond: Math.round(lookups / seconds),
    hitRate: Number((grown('hits') / (grown('hits') + grown('misses'))).toFixed(3)),
    errors: grown('errors'),
    p50Milliseconds: durations.quantile(0.5),
    p99Milliseconds: durations.quantile(0.99),
    answersInMemory: after.map(({ yes, no }) => ({ yes, no })),
    // After each quarter, of all four machines together. Bounded caches fill, and then stay as they are.
    heapMebibytes: memory.map(({ heapUsed }) => heapUsed),
    residentMebibytes: memory.map(({ rss }) => rss),
  };
}

/** Straight into the set: nobody has asked for these origins yet, so there is nothing to announce. */
async function register(client, count) {
  for (let start = 0; start < count; start += 1_000) {
    const length = Math.min(1_000, count - start);
    const members = Array.from({ length }, (_, index) => `https://customer-${start + index}.volume.example`);
    await client.sAdd('crossgate:origins', members);
  }
}

async function lookupsAt(client) {
  const statistics = await client.info('commandstats');
  return Number(/cmdstat_sismember:calls=(\d+)/.exec(statistics)?.[1] ?? 0);
}

async function heapOf(machines) {
  const all = await Promise.all(machines.map(figures));
  const sum = (name) => Math.round(all.reduce((total, one) => total + one[name], 0) / MEBIBYTE);
  return { heapUsed: sum('heapUsed'), rss: sum('rss') };
}
