import { describe, expect, it } from 'vitest';
import { openPage, type RequestHandler } from '../../../src/browser/index.ts';

const APP = 'https://app.example';
const ANY = { 'access-control-allow-origin': '*' };

function redirect(location: string, status = 302, headers: Record<string, string> = ANY): Response {
  return new Response(null, { status, headers: { location, ...headers } });
}

function play(routes: Record<string, RequestHandler>) {
  return openPage(APP, {
    fetch: (request) => routes[request.url]?.(request) ?? new Response(null, { status: 404 }),
  });
}

describe('redirects', () => {
  it('are followed, each judged for itself', async () => {
    const page = play({
      'https://a.example/': () => redirect('https://b.example/end'),
      'https://b.example/end': (request) => Response.json(request.headers.get('origin'), { headers: ANY }),
    });
    const response = await page.fetch('https://a.example/');
    expect([response.url, response.redirected, await response.json()]).toEqual([
      'https://b.example/end',
      true,
      'null',
    ]);
    expect(
      page.requests.map(({ url, headers: { origin, ...others } }) => [url, origin, others['sec-fetch-site']]),
    ).toEqual([
      ['https://a.example/', APP, 'cross-site'],
      ['https://b.example/end', 'null', 'cross-site'],
    ]);
  });

  it('without permission block, and go no further', async () => {
    const page = play({ 'https://a.example/': () => redirect('https://b.example/end', 302, {}) });
    await expect(page.fetch('https://a.example/')).rejects.toMatchObject({
      verdict: { code: 'acao-missing', step: 'redirect' },
    });
    expect(page.requests).toHaveLength(1);
  });

  it('turn a POST into a GET and keep a PUT, which asks at each URL', async () => {
    const grants = { ...ANY, 'access-control-allow-methods': 'PUT' };
    const end: RequestHandler = async (request) =>
      request.method === 'OPTIONS'
        ? new Response(null, { status: 204, headers: grants })
        : Response.json([request.method, await request.text()], { headers: ANY });
    const start: RequestHandler = (request) =>
      request.method === 'OPTIONS'
        ? new Response(null, { status: 204, headers: grants })
        : redirect('https://b.example/end', request.method === 'PUT' ? 307 : 303);
    const page = play({ 'https://a.example/': start, 'https://b.example/end': end });
    expect(await (await page.fetch('https://a.example/', { method: 'POST', body: 'x' })).json()).toEqual([
      'GET',
      '',
    ]);
    expect(await (await page.fetch('https://a.example/', { method: 'PUT', body: 'x' })).json()).toEqual([
      'PUT',
      'x',
    ]);
    expect(page.requests.map(({ method }) => method)).toEqual([
      'POST',
      'GET',
      'OPTIONS',
      'PUT',
      'OPTIONS',
      'PUT',
    ]);
  });

  it('cannot take a streamed body along, but a 303 needs none', async () => {
    const grant: RequestHandler = () => new Response(null, { headers: ANY });
    const start =
      (status: number): RequestHandler =>
      (request) =>
        request.method === 'OPTIONS' ? grant(request) : redirect('https://a.example/end', status);
    const page = play({
      'https://a.example/307': start(307),
      'https://a.example/303': start(303),
      'https://a.example/end': grant,
    });
    const init = () => ({ method: 'POST', body: new Blob(['x']).stream() });
    await expect(page.fetch('https://a.example/307', init())).rejects.toThrow('a streamed body');
    expect((await page.fetch('https://a.example/303', init())).url).toBe('https://a.example/end');
  });

  it('of a preflight are never followed', async () => {
    const page = play({ 'https://a.example/': () => redirect('https://a.example/login') });
    await expect(page.fetch('https://a.example/', { method: 'PUT' })).rejects.toMatchObject({
      verdict: { code: 'preflight-redirect' },
    });
    expect(page.requests.map(({ method }) => method)).toEqual(['OPTIONS']);
  });

  it('are handed over unseen or refused where the page says so', async () => {
    const page = play({ 'https://a.example/': () => redirect('https://b.example/end') });
    const held = await page.fetch('https://a.example/', { redirect: 'manual' });
    const { type, status, url } = held;
    expect({ type, status, url }).toEqual({ type: 'opaqueredirect', status: 0, url: 'https://a.example/' });
    await expect(page.fetch('https://a.example/', { redirect: 'error' })).rejects.toThrow(
      'forbids the redirect',
    );
    expect(page.requests).toHaveLength(2);
  });

  it('end after twenty', async () => {
    const page = play({ 'https://a.example/': () => redirect('https://a.example/') });
    await expect(page.fetch('https://a.example/')).rejects.toMatchObject({
      verdict: { code: 'redirect-count' },
    });
    expect(page.requests).toHaveLength(21);
  });
});
