import { rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ask, preflight } from '../cases/case.ts';
import { send } from '../examples/exchange.ts';
import { startExample, withServer } from '../examples/process.ts';
import { hasRedis, requireRedis } from './redis-server.ts';

requireRedis();

const SERVER = /http:\/\/127\.0\.0\.1:\d+/;

it('store.js asks its database once for each origin and tenant, and again after a change', async () => {
  const example = startExample('store.js');
  try {
    const [url] = await example.printed(SERVER);
    const get = (tenant: string) =>
      send(`${url}/profile`, {
        method: 'GET',
        headers: [
          ['origin', 'https://acme.example'],
          ['x-tenant', tenant],
        ],
      });
    for (let round = 0; round < 2; round++) {
      expect((await get('acme')).headers).toEqual({
        'access-control-allow-origin': 'https://acme.example',
        'access-control-allow-credentials': 'true',
        vary: 'Origin, X-Tenant',
      });
      expect((await get('globex')).headers).toEqual({ vary: 'Origin, X-Tenant' });
    }
    await send(`${url}/tenants/acme/origins/${encodeURIComponent('https://acme.example')}`, {
      method: 'DELETE',
      headers: [],
    });
    expect((await get('acme')).headers).toEqual({ vary: 'Origin, X-Tenant' });
    // What a process prints and what it answers come by different ways.
    await vi.waitFor(() =>
      expect(example.output().match(/asked for .*/g)).toEqual([
        'asked for https://acme.example of acme',
        'asked for https://acme.example of globex',
        'asked for https://acme.example of acme',
      ]),
    );
  } finally {
    await example.stop();
  }
});

it('metrics.js counts decisions for Prometheus, whatever the number of origins', async () => {
  await withServer('metrics.js', async (url) => {
    const api = `${url}/api/profile`;
    await send(api, ask('https://shop.example'));
    await send(api, preflight('https://shop.example', 'PUT'));
    for (let index = 0; index < 20; index++) await send(api, ask(`https://x${index}.example`));
    await send(api, { method: 'GET', headers: [] });
    const { body } = await send(`${url}/metrics`, { method: 'GET', headers: [] });
    expect(body.match(/^cors_decisions_total.*/gm)?.sort()).toEqual([
      'cors_decisions_total{policy="customers",exchange="actual",decision="allowed"} 1',
      'cors_decisions_total{policy="customers",exchange="actual",decision="refused"} 20',
      'cors_decisions_total{policy="customers",exchange="non-cors",decision="none"} 1',
      'cors_decisions_total{policy="customers",exchange="preflight",decision="allowed"} 1',
    ]);
    expect(body).toContain('cors_decision_seconds_count{policy="customers"} 23');
    expect(body).toContain('cors_origin_store{figure="lookups"} 21');
    expect(body).not.toContain('x1.example');
  });
});

it('watch-policy.js follows its file, and says what it refuses', async () => {
  const example = startExample('watch-policy.js');
  let directory: string | undefined;
  try {
    const [, url = '', file = ''] = await example.printed(/(http:\/\/127\.0\.0\.1:\d+), policy in (.+)/);
    directory = dirname(file);
    const allowed = async (origin: string) =>
      (await send(`${url}/health`, ask(origin))).headers['access-control-allow-origin'];
    expect(await allowed('https://app.example')).toBe('https://app.example');
    await writeFile(file, '{"origin":["https://new.example"]}');
    await example.printed(/policy [\da-f]{16} -> [\da-f]{16}/);
    expect([await allowed('https://app.example'), await allowed('https://new.example')]).toEqual([
      undefined,
      'https://new.example',
    ]);
    await writeFile(file, '{"origin":["https://new.example/"]}');
    await example.printed(/was refused: .*\n.*\[origin-invalid\]/);
    expect(await allowed('https://new.example')).toBe('https://new.example');
  } finally {
    await example.stop();
    if (directory !== undefined) await rm(directory, { recursive: true });
  }
});

it('report-only.js answers as before, and tells of the attacker whom the old policy lets in', async () => {
  const example = startExample('report-only.js');
  try {
    const [url] = await example.printed(SERVER);
    const answer = await send(`${url}/profile`, ask('https://evil-example.com'));
    expect(answer.headers).toEqual({
      'access-control-allow-origin': 'https://evil-example.com',
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    });
    await example.printed(
      /newly-refused: actual from https:\/\/evil-example\.com \(.*access-control-allow-origin.*\)/,
    );
  } finally {
    await example.stop();
  }
});

describe.runIf(hasRedis)('redis/fleet.js, small', () => {
  it('four machines agree, outlive their Redis, and answer rightly under load', {
    timeout: 60_000,
  }, async () => {
    vi.stubEnv('SMALL', '1');
    const example = startExample('redis/fleet.js');
    vi.unstubAllEnvs();
    let code: number | null;
    try {
      code = await example.exited;
    } finally {
      await example.stop();
    }
    expect(code, example.output()).toBe(0);
    const report = JSON.parse(example.output().slice(example.output().indexOf('{')));
    console.log(
      `four machines agree after ${report.agreement.medianMilliseconds} ms (median), ${report.agreement.slowestMilliseconds} ms (slowest)`,
    );
    expect(report.agreement.changes).toBe(20);
    expect(report.agreement.slowestMilliseconds).toBeLessThan(3_000);
    expect(report.outage).toMatchObject({
      failed: 0,
      knownRefused: 0,
      strangerAllowed: 0,
      refusedInOutage: 4,
    });
    expect(report.outage.requests).toBeGreaterThan(100);
    expect(report.outage.slowestMilliseconds).toBeLessThan(3_000);
    expect(report.outage.recoveredAfterMilliseconds).toBeLessThan(15_000);
    expect(report.volume).toMatchObject({ requests: 6_000, wrong: 0, errors: 0 });
    expect(report.volume.lookupsAtRedis).toBeLessThan(6_000);
    expect(report.volume.hitRate).toBeGreaterThan(0.3);
  });
});
