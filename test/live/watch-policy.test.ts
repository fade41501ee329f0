import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createClient } from 'redis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import cors, { createPolicy } from '../../src/index.ts';
import {
  fingerprint,
  type PolicySource,
  type PolicyWatch,
  policyFile,
  watchPolicy,
} from '../../src/live/index.ts';
import { policyKey } from '../../src/redis/index.ts';
import { hasRedis, requireRedis, startRedis } from '../store/redis-server.ts';

requireRedis();

const A = 'https://a.example';
const B = 'https://b.example';
const json = (origin: string) => JSON.stringify({ origin: [origin], credentials: true });

let directory: string;
let file: string;
const watches: PolicyWatch[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'crossgate-policy-'));
  file = join(directory, 'cors.json');
  await writeFile(file, json(A));
});

afterEach(async () => {
  for (const watch of watches.splice(0)) watch.close();
  await rm(directory, { recursive: true });
});

/** A middleware under watch, and what is told of it. */
async function watched(source: string | URL | PolicySource, debounce = 20) {
  const middleware = cors({ origin: false });
  const updates: { fingerprint: string; previous: string | undefined }[] = [];
  const refusals: string[] = [];
  const watch = await watchPolicy(source, middleware, {
    debounce,
    onUpdate: ({ fingerprint, previous }) => updates.push({ fingerprint, previous }),
    onRefusal: (error) => refusals.push(String(error)),
  });
  watches.push(watch);
  const allows = (origin: string) => middleware.policy?.allowsOrigin(origin);
  return { middleware, updates, refusals, watch, allows };
}

describe('a JSON file', () => {
  it('is in force when the watch stands, and after every change', async () => {
    const { allows, updates, watch } = await watched(file);
    expect([allows(A), allows(B)]).toEqual([true, false]);
    await writeFile(file, json(B));
    await vi.waitFor(() => expect(updates).toHaveLength(2));
    expect([allows(A), allows(B)]).toEqual([false, true]);
    expect(updates[1]?.previous).toBe(updates[0]?.fingerprint);
    expect(watch.fingerprint).toBe(updates[1]?.fingerprint);
    expect(watch.fingerprint).toBe(fingerprint(createPolicy({ origin: [B], credentials: true })));
  });

  it.each([
    ['half of it', '{"origin": ["https://a.ex', 'JSON'],
    ['every mistake in it', '{"origin":["https://b.example/"],"maxage":5}', '2 wrong CORS options'],
    ['a missing origin', '{"credentials":true}', 'does not say who is allowed'],
    ['a list', '[]', 'The policy does not say who is allowed'],
    ['nothing', '', 'JSON'],
  ])(
    'is refused as a whole for %s; the policy before stays, and one event tells',
    async (_, text, message) => {
      const { allows, updates, refusals, watch } = await watched(pathToFileURL(file));
      const before = watch.fingerprint;
      await writeFile(file, text);
      await vi.waitFor(() => expect(refusals).toHaveLength(1));
      expect(refusals[0]).toContain(message);
      expect(refusals[0]).toContain(pathToFileURL(file).href);
      expect(allows(A)).toBe(true);
      expect(watch.fingerprint).toBe(before);
      await writeFile(file, json(B));
      await vi.waitFor(() => expect(updates).toHaveLength(2));
      expect(allows(B)).toBe(true);
      expect(refusals).toHaveLength(1);
    },
  );

  it('may be put in the place of the old one', async () => {
    const { allows } = await watched(file);
    await writeFile(join(directory, 'new'), json(B));
    await rename(join(directory, 'new'), file);
    await vi.waitFor(() => expect(allows(B)).toBe(true));
    await rm(file);
    await sleep(100);
    expect(allows(B)).toBe(true);
  });

  it('may be a link that is swapped, as Kubernetes does', async () => {
    const link = join(directory, '..data');
    await writeFile(join(directory, 'one.json'), json(A));
    await writeFile(join(directory, 'two.json'), json(B));
    await symlink('one.json', link);
    await rm(file);
    await symlink('..data', file);
    const { allows } = await watched(file);
    await symlink('two.json', join(directory, 'tmp'));
    await rename(join(directory, 'tmp'), link);
    await vi.waitFor(() => expect(allows(B)).toBe(true));
  });

  it('is looked at now and then where no notice comes', async () => {
    const source = policyFile(file, { pollEvery: 50 });
    const { allows } = await watched({ ...source, watch: (onChange) => source.watch(onChange) });
    await writeFile(file, json(B));
    await vi.waitFor(() => expect(allows(B)).toBe(true));
  });

  it('is read once for a burst of changes', async () => {
    const source = policyFile(file);
    const read = vi.fn(source.read);
    const { updates } = await watched({ ...source, read }, 150);
    for (let index = 0; index < 5; index++) {
      await writeFile(file, json(`https://x${index}.example`));
      await sleep(10);
    }
    await vi.waitFor(() => expect(updates).toHaveLength(2));
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('rejects at the start, and watches nothing, when it is wrong or missing', async () => {
    await writeFile(file, '{"origin":"a.example"}');
    const failure: unknown = await watched(file).catch((error: unknown) => error);
    expect(failure).toMatchObject({ cause: { name: 'CorsOptionsError' } });
    await expect(watched(join(directory, 'none.json'))).rejects.toThrow('ENOENT');
  });

  it('is no longer followed after close', async () => {
    const { allows, watch } = await watched(file);
    watch.close();
    await writeFile(file, json(B));
    await sleep(150);
    expect(allows(B)).toBe(false);
  });
});

describe('a module', () => {
  it('is imported anew for each change', async () => {
    const module = join(directory, 'cors.mjs');
    await writeFile(module, `export default { origin: [/^https:\\/\\/a\\.example$/] };`);
    const { allows, refusals } = await watched(module);
    expect([allows(A), allows(B)]).toEqual([true, false]);
    await writeFile(module, `export default { origin: (origin) => origin === '${B}' };`);
    await vi.waitFor(() => expect(allows(B)).toBe(true));
    await writeFile(module, 'export const origin = 1;');
    await vi.waitFor(() => expect(refusals).toHaveLength(1));
    expect(refusals[0]).toContain('no default export');
    expect(allows(B)).toBe(true);
  });
});

describe.runIf(hasRedis)('a Redis key', () => {
  it('is followed by announcement and by looking, and keeps the last policy while Redis is down', async () => {
    const server = await startRedis();
    const client = createClient({ url: server.url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.set('policy', json(A));
      const { allows, updates, refusals } = await watched(
        policyKey({ client, key: 'policy', checkEvery: 200 }),
      );
      expect(allows(A)).toBe(true);
      await client.set('policy', json(B));
      await client.publish('policy#changes', 'now');
      await vi.waitFor(() => expect(allows(B)).toBe(true), { timeout: 180 });
      await client.set('policy', json(A));
      await vi.waitFor(() => expect(allows(A)).toBe(true));
      await client.set('policy', '{"origin":"*","credentials":true}');
      await vi.waitFor(() => expect(refusals).toHaveLength(1));
      expect(refusals[0]).toContain('[wildcard-with-credentials]');
      await server.kill();
      await vi.waitFor(() => expect(refusals.length).toBeGreaterThan(1), { timeout: 5_000 });
      expect(allows(A)).toBe(true);
      expect(updates).toHaveLength(3);
      await server.start();
      await vi.waitFor(() => client.set('policy', json(B)), { timeout: 5_000 });
      await vi.waitFor(() => expect(allows(B)).toBe(true), { timeout: 5_000 });
    } finally {
      client.destroy();
    }
  });

  it('has to be there at the start', async () => {
    const server = await startRedis();
    const client = await createClient({ url: server.url }).connect();
    await expect(watched(policyKey({ client, key: 'none' }))).rejects.toThrow(
      'The policy of Redis key "none" was refused: There is no such key.',
    );
    client.destroy();
  });
});
