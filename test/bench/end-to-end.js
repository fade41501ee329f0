import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { summary } from './measure.js';

const HOSTS = ['node:http', 'Connect', 'Express 5'];
const VARIANTS = ['none', 'cors', 'crossgate'];
const CONNECTIONS = 10;
/** Of a second each, in turns, so that a slow moment of the machine falls on all alike. */
const ROUNDS = { quick: 3, full: 15 };

/** Real requests over loopback to servers of their own, and what CORS adds to each. */
export async function endToEnd(mode) {
  const results = [];
  for (const host of HOSTS) results.push(...(await measureHost(host, ROUNDS[mode])));
  return results;
}

async function measureHost(host, rounds) {
  const servers = await Promise.all(VARIANTS.map((variant) => serve(host, variant)));
  try {
    const rates = VARIANTS.map(() => []);
    // The first round warms up.
    for (let round = -1; round < rounds; round++) {
      for (const [index, { port }] of servers.entries()) {
        const rate = await load(port);
        if (round >= 0) rates[index].push(rate);
      }
    }
    const [none, ...others] = rates;
    return VARIANTS.map((variant, index) => ({
      host,
      variant,
      rate: summary(rates[index]),
      added: index === 0 ? '' : addedTime(none, others[index - 1]),
    }));
  } finally {
    for (const { child } of servers) child.kill();
  }
}

/** In microseconds, round by round; where the quartiles stand on both sides of nothing, it is not told. */
function addedTime(none, rates) {
  const { median, low, high } = summary(rates.map((rate, round) => 1e6 / rate - 1e6 / none[round]));
  const spread = `${low.toFixed(1)} to ${high.toFixed(1)} µs`;
  return low > 0 ? `${median.toFixed(1)} µs (${spread})` : `cannot be told from none (${spread})`;
}

async function serve(host, variant) {
  const path = fileURLToPath(new URL('serve.js', import.meta.url));
  const child = spawn(process.execPath, [path, host, variant], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { child, port: Number(line) };
}

async function load(port) {
  const { requests, duration } = await autocannon({
    url: `http://127.0.0.1:${port}/things`,
    connections: CONNECTIONS,
    duration: 1,
    headers: { origin: 'https://app.example' },
  });
  return requests.total / duration;
}
