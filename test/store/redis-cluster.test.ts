import { Cluster } from 'ioredis';
import { createClient, createCluster } from 'redis';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { A, request } from './database.ts';
import { type Connection, machine, open } from './machines.ts';
import { hasRedis, type RedisServer, requireRedis, startRedis } from './redis-server.ts';

requireRedis();

describe.runIf(hasRedis)('over a cluster', () => {
  const nodes: RedisServer[] = [];

  beforeAll(async () => {
    const flags = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
    nodes.push(...(await Promise.all([startRedis(flags), startRedis(flags)])));
    const [first, second] = await Promise.all(nodes.map(({ url }) => createClient({ url }).connect()));
    await first?.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '0', '8191']);
    await second?.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '8192', '16383']);
    await first?.sendCommand(['CLUSTER', 'MEET', '127.0.0.1', String(nodes[1]?.port)]);
    for (const client of [first, second]) {
      await vi.waitFor(
        async () => {
          expect(String(await client?.sendCommand(['CLUSTER', 'INFO']))).toContain('cluster_state:ok');
          expect(
            String(await client?.sendCommand(['CLUSTER', 'NODES']))
              .trim()
              .split('\n'),
          ).toHaveLength(2);
        },
        { timeout: 20_000, interval: 100 },
      );
      client?.destroy();
    }
  });

  const clusters: readonly (readonly [string, () => Promise<Pick<Connection, 'client' | 'close'>>])[] = [
    [
      'redis',
      async () => {
        const client = createCluster({ rootNodes: nodes.map(({ url }) => ({ url })) });
        client.on('error', () => undefined);
        await client.connect();
        return { client, close: () => client.destroy() };
      },
    ],
    [
      'ioredis',
      async () => {
        const client = new Cluster(nodes.map(({ port }) => ({ host: '127.0.0.1', port })));
        await vi.waitFor(() => expect(client.status).toBe('ready'), { timeout: 5_000 });
        return { client, close: () => client.disconnect() };
      },
    ],
  ];

  it.each(clusters)(
    'of %s, sets on either node work, and announcements cross nodes',
    async (kind, connect) => {
      const connection = await connect();
      const { client } = connection;
      for (const set of [`${kind}-one`, `${kind}-two`, `${kind}-three`, `${kind}-four`]) {
        const [one, other] = [await machine(client, { set }), await machine(client, { set })];
        expect(await other(A, request)).toBe(false);
        await one.register(A);
        await vi.waitFor(async () => expect(await other(A, request)).toBe(true), { interval: 10 });
        await other.revoke(A);
        await vi.waitFor(async () => expect(await one(A, request)).toBe(false), { interval: 10 });
      }
      // After the stores, which are closed in this order.
      open.push(connection);
    },
  );
});
