import { describe, expect, it } from 'vitest';
import { openPage, type PageFetchInit } from '../../../src/browser/index.ts';

const URL_A = 'https://api.example/a';

/** A page before a server that grants what it is told to, and a clock that stands still. */
function play(grants: Record<string, string>, actual: Record<string, string> = {}) {
  const clock = { now: 1_000_000 };
  const shared = {
    'access-control-allow-origin': 'https://app.example',
    'access-control-allow-credentials': 'true',
  };
  const page = openPage('https://app.example', {
    now: () => clock.now,
    fetch: ({ method }) =>
      new Response(null, {
        status: 204,
        headers: { ...shared, ...(method === 'OPTIONS' ? grants : actual) },
      }),
  });
  const methods = async (init: PageFetchInit, url = URL_A) => {
    const before = page.requests.length;
    await page.fetch(url, init);
    return page.requests.slice(before).map(({ method }) => method);
  };
  return { page, clock, methods };
}

describe('the preflight cache', () => {
  it('spares a preflight until its time is over', async () => {
    const { clock, methods } = play({
      'access-control-allow-methods': 'PUT',
      'access-control-max-age': '60',
    });
    expect(await methods({ method: 'PUT' })).toEqual(['OPTIONS', 'PUT']);
    clock.now += 59_999;
    expect(await methods({ method: 'PUT' })).toEqual(['PUT']);
    clock.now += 1;
    expect(await methods({ method: 'PUT' })).toEqual(['OPTIONS', 'PUT']);
  });

  it('lasts five seconds where nothing is said, and not at all at 0', async () => {
    const unsaid = play({ 'access-control-allow-methods': 'PUT' });
    await unsaid.methods({ method: 'PUT' });
    unsaid.clock.now += 4_999;
    expect(await unsaid.methods({ method: 'PUT' })).toEqual(['PUT']);
    unsaid.clock.now += 1;
    expect(await unsaid.methods({ method: 'PUT' })).toEqual(['OPTIONS', 'PUT']);
    const never = play({ 'access-control-allow-methods': 'PUT', 'access-control-max-age': '0' });
    await never.methods({ method: 'PUT' });
    expect(await never.methods({ method: 'PUT' })).toEqual(['OPTIONS', 'PUT']);
  });

  it('knows each method and each header for itself, and only for its URL', async () => {
    const { methods } = play({
      'access-control-allow-methods': 'PUT, DELETE',
      'access-control-allow-headers': 'X-One, X-Two',
      'access-control-max-age': '60',
    });
    await methods({ method: 'PUT' });
    expect(await methods({ method: 'DELETE', headers: { 'x-two': '2' } })).toEqual(['DELETE']);
    expect(await methods({ headers: { 'x-one': '1' } })).toEqual(['GET']);
    expect(await methods({ method: 'PUT' }, `${URL_A}?b`)).toEqual(['OPTIONS', 'PUT']);
  });

  it('made without credentials does not serve a request with them; the other way round it does', async () => {
    const grants = { 'access-control-allow-methods': 'PUT', 'access-control-max-age': '60' };
    const without = play(grants);
    await without.methods({ method: 'PUT' });
    expect(await without.methods({ method: 'PUT', credentials: 'include' })).toEqual(['OPTIONS', 'PUT']);
    const first = play(grants);
    await first.methods({ method: 'PUT', credentials: 'include' });
    expect(await first.methods({ method: 'PUT' })).toEqual(['PUT']);
  });

  it('remembers * for what it stands, which is not Authorization', async () => {
    const { methods } = play({
      'access-control-allow-methods': '*',
      'access-control-allow-headers': '*, Authorization',
      'access-control-max-age': '60',
    });
    await methods({ method: 'PUT' });
    expect(await methods({ method: 'PATCH', headers: { 'x-any': '1', authorization: 'x' } })).toEqual([
      'PATCH',
    ]);
    const bare = play({
      'access-control-allow-methods': '*',
      'access-control-allow-headers': '*',
      'access-control-max-age': '60',
    });
    await bare.methods({ method: 'PUT' });
    await expect(bare.methods({ headers: { authorization: 'x' } })).rejects.toMatchObject({
      verdict: { code: 'authorization-not-covered-by-wildcard' },
    });
  });

  it('forgets a URL whose request was blocked', async () => {
    const grants = { 'access-control-allow-methods': 'PUT', 'access-control-max-age': '60' };
    const actual: Record<string, string> = {};
    const { page, methods } = play(grants, actual);
    await methods({ method: 'PUT' });
    actual['access-control-allow-origin'] = 'https://other.example';
    await expect(page.fetch(URL_A, { method: 'PUT' })).rejects.toThrow('https://other.example');
    actual['access-control-allow-origin'] = 'https://app.example';
    expect(await methods({ method: 'PUT' })).toEqual(['OPTIONS', 'PUT']);
  });

  it('shows in the verdict: what was recalled was not sent', async () => {
    const { page } = play({ 'access-control-allow-methods': 'PUT', 'access-control-max-age': '60' });
    expect(await page.verdict(URL_A, { method: 'PUT' })).toMatchObject({
      preflightCacheSeconds: 60,
      requests: [{}, {}],
    });
    const second = await page.verdict(URL_A, { method: 'PUT' });
    expect(second.preflightCacheSeconds).toBeNull();
    expect(second.requests.map(({ method }) => method)).toEqual(['PUT']);
  });
});
