// The whole story on one machine: a redis-server of its own, four Express processes, and a load.
//
//     node examples/redis/fleet.js            100,000 origins, a million requests: some minutes
//     SMALL=1 node examples/redis/fleet.js    the same in seconds, as the tests run it
//
// It needs redis-server (apt-get install redis-server), and leaves nothing behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createClient } from 'redis';
import { measureAgreement } from './agreement.js';
import { agent } from './load.js';
import { measureOutage } from './outage.js';
import { hasRedisServer, startRedis } from './redis-server.js';
import { measureVolume } from './volume.js';

const size = process.env.SMALL
  ? { changes: 10, outage: 1_500, origins: 2_000, requests: 6_000 }
  : { changes: 200, outage: 10_000, origins: 100_000, requests: 1_000_000 };

if (!hasRedisServer()) {
  console.error('redis-server is not installed: apt-get install redis-server');
  process.exit(1);
}

const redis = await startRedis();
const client = createClient({ url: redis.url });
client.on('error', () => undefined);
await client.connect();
const processes = [];

async function startMachine() {
  const child = spawn(process.execPath, ['--expose-gc', fileURLToPath(new URL('app.js', import.meta.url))], {
    env: { ...process.env, PORT: '0', REDIS_URL: redis.url },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  processes.push(child);
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('A machine ended at its start.')));
  const [line] = await Promise.race([once(child.stdout.setEncoding('utf8'), 'data'), ended]);
  ended.catch(() => undefined);
  return line.trim();
}

try {
  const machines = await Promise.all([startMachine(), startMachine(), startMachine(), startMachine()]);
  console.log(`Redis at ${redis.url}, machines at ${machines.join(', ')}`);
  console.log('registering and revoking while requests flow');
  const agreement = await measureAgreement(machines, size);
  console.log('killing Redis under load');
  const outage = await measureOutage(machines, redis, size);
  console.log(`sending ${size.requests} requests of ${size.origins} origins`);
  const volume = await measureVolume(machines, client, size);
  console.log(JSON.stringify({ agreement, outage, volume }, null, 2));
} finally {
  agent.destroy();
  client.destroy();
  for (const child of processes) child.kill();
  await redis.stop();
}
