import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { CorsOptions } from '../../src/index.ts';
import { type RunningApi, type RunningServer, startApi, startPages } from './api.ts';
import { describeInChromium } from './chromium.ts';
import { type CallOptions, call, type OpenPage, openPage } from './page.ts';

const JSON_BODY = { headers: { 'content-type': 'application/json' }, body: '{"text":"hello"}' };

describeInChromium('a page on one origin calls an Express server on another', (browser) => {
  let app: RunningServer;
  let stranger: RunningServer;
  const toClose: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    [app, stranger] = await Promise.all([startPages(), startPages()]);
  });
  afterAll(() => Promise.all([app.close(), stranger.close()]));
  afterEach(async () => {
    for (const close of toClose.splice(0).reverse()) await close();
  });

  async function serve(options: CorsOptions): Promise<RunningApi> {
    const api = await startApi([options]);
    toClose.push(api.close);
    return api;
  }

  async function visit(url: string): Promise<OpenPage> {
    const opened = await openPage(browser(), url);
    toClose.push(opened.close);
    return opened;
  }

  /** Serves the app's origin, and calls from a page of the app. */
  async function callAsApp(options: CorsOptions, request?: CallOptions) {
    const api = await serve({ origin: [app.url], ...options });
    const { page, blocks } = await visit(app.url);
    return { outcome: await call(page, api.url, request), api, blocks };
  }

  const methods = (api: RunningApi) => api.seen.map(({ method }) => method);
  const blockedFor = (blocks: OpenPage['blocks'], corsError: string, failedParameter = '') =>
    vi.waitFor(() => expect(blocks).toMatchObject([{ corsError, failedParameter }]));

  it('a simple GET is read, without a preflight', async () => {
    const { outcome, api } = await callAsApp({});
    expect(outcome).toMatchObject({ status: 200, body: '{"method":"GET","body":null}' });
    expect(api.seen).toEqual([{ method: 'GET', origin: app.url }]);
  });

  it.each(['POST', 'PUT'])('%s with JSON goes through after a preflight', async (method) => {
    const { outcome, api } = await callAsApp({}, { method, ...JSON_BODY });
    expect(outcome).toMatchObject({
      status: 200,
      body: JSON.stringify({ method, body: { text: 'hello' } }),
    });
    expect(api.seen).toEqual([
      { method: 'OPTIONS', origin: app.url, requestMethod: method, requestHeaders: 'content-type' },
      { method, origin: app.url },
    ]);
    expect(api.handled).toEqual([method]);
  });

  it('listed request headers are sent, and exposed response headers are read, and no others', async () => {
    const { outcome, api } = await callAsApp(
      { allowedHeaders: ['X-Request-Id'], exposedHeaders: ['X-Request-Id'] },
      { headers: { 'x-request-id': 'r-7' } },
    );
    expect(outcome).toMatchObject({
      headers: {
        'content-length': '28',
        'content-type': 'application/json; charset=utf-8',
        'x-request-id': 'r-7',
      },
    });
    expect(Object.keys(outcome === 'blocked' ? {} : outcome.headers)).toHaveLength(3);
    expect(methods(api)).toEqual(['OPTIONS', 'GET']);
  });

  it('an error of the application can be read', async () => {
    const api = await serve({ origin: [app.url] });
    const { page } = await visit(app.url);
    expect(await call(page, `${api.url}/broken`)).toMatchObject({ status: 500, body: 'out of order' });
  });

  it('cookies go along where the policy has credentials and the page includes them', async () => {
    const api = await serve({ origin: [app.url], credentials: true });
    const { page } = await visit(app.url);
    const asUser = { credentials: 'include' } as const;
    await call(page, `${api.url}/session`, { method: 'POST', ...asUser });
    expect(await call(page, `${api.url}/me`, asUser)).toMatchObject({ body: 'user=ada' });
    expect(await call(page, `${api.url}/me`)).toMatchObject({ body: 'nobody' });
  });

  it('a response to a request with cookies is kept back where the policy has no credentials', async () => {
    const { outcome, blocks } = await callAsApp({}, { credentials: 'include' });
    expect(outcome).toBe('blocked');
    await blockedFor(blocks, 'InvalidAllowCredentials');
  });

  it('a refused origin: the handler runs, the page reads nothing', async () => {
    const { outcome, api, blocks } = await callAsApp({ origin: [stranger.url] });
    expect(outcome).toBe('blocked');
    await blockedFor(blocks, 'MissingAllowOriginHeader');
    expect(api.handled).toEqual(['GET']);
  });

  it('a refused origin of a policy with one origin: the browser compares', async () => {
    const { outcome, blocks } = await callAsApp({ origin: stranger.url });
    expect(outcome).toBe('blocked');
    await blockedFor(blocks, 'AllowOriginMismatch', stranger.url);
  });

  it('a refused origin with enforce: the handler never runs', async () => {
    const { outcome, api } = await callAsApp({ origin: [stranger.url], enforce: true });
    expect(outcome).toBe('blocked');
    expect(methods(api)).toEqual(['GET']);
    expect(api.handled).toEqual([]);
  });

  it("enforce lets the server's own pages through", async () => {
    const api = await serve({ origin: [app.url], enforce: true });
    const { page } = await visit(api.url);
    expect(await call(page, api.url, { method: 'POST', ...JSON_BODY })).toMatchObject({ status: 200 });
    // Not the last one for sure: the browser also asks for an icon, in its own time.
    expect(api.seen).toContainEqual({ method: 'POST', origin: api.url });
  });

  it('a refused origin: PUT is never sent', async () => {
    const { outcome, api, blocks } = await callAsApp({ origin: [stranger.url] }, { method: 'PUT' });
    expect(outcome).toBe('blocked');
    await blockedFor(blocks, 'PreflightMissingAllowOriginHeader');
    expect(methods(api)).toEqual(['OPTIONS']);
  });

  it('a refused method is never sent, and the browser names it', async () => {
    const { outcome, api, blocks } = await callAsApp({ methods: ['GET', 'PUT'] }, { method: 'DELETE' });
    expect(outcome).toBe('blocked');
    await blockedFor(blocks, 'MethodDisallowedByPreflightResponse', 'DELETE');
    expect(methods(api)).toEqual(['OPTIONS']);
  });

  it('a refused header is never sent, and the browser names it', async () => {
    const { outcome, api, blocks } = await callAsApp(
      { allowedHeaders: ['X-Request-Id'] },
      { headers: { 'x-request-id': '1', 'x-secret': '2' } },
    );
    expect(outcome).toBe('blocked');
    await blockedFor(blocks, 'HeaderDisallowedByPreflightResponse', 'x-secret');
    expect(methods(api)).toEqual(['OPTIONS']);
  });

  it.each<[string, CorsOptions, 'read' | 'blocked']>([
    ['a list keeps back from', { origin: ['https://app.example'] }, 'blocked'],
    ['a RegExp keeps back from', { origin: /^.*$/ }, 'blocked'],
    ['a function is not asked about', { origin: () => true }, 'blocked'],
    ["'*' lets read", { origin: '*' }, 'read'],
    ['who opts in lets read', { origin: ['null'], dangerously: { allowNullOrigin: true } }, 'read'],
  ])('%s a sandboxed frame, whose origin is null', async (_, options, expected) => {
    const api = await serve(options);
    const { page } = await visit(`${app.url}/framed`);
    const frame = page.frames()[1] ?? expect.fail('the page has no frame');
    const outcome = await call(frame, api.url);
    expect(outcome === 'blocked' ? 'blocked' : 'read').toBe(expected);
    expect(api.seen).toEqual([{ method: 'GET', origin: 'null' }]);
  });

  it('a preflight is remembered for maxAge, and one answer serves every method', async () => {
    const api = await serve({ origin: [app.url], maxAge: 600 });
    const { page } = await visit(app.url);
    for (const method of ['PUT', 'DELETE', 'PUT']) await call(page, api.url, { method });
    expect(methods(api)).toEqual(['OPTIONS', 'PUT', 'DELETE', 'PUT']);
  });

  it('a preflight is asked again once maxAge is over', async () => {
    const api = await serve({ origin: [app.url], maxAge: 2 });
    const { page } = await visit(app.url);
    await call(page, api.url, { method: 'PUT' });
    await call(page, api.url, { method: 'PUT' });
    await sleep(2200);
    await call(page, api.url, { method: 'PUT' });
    expect(methods(api)).toEqual(['OPTIONS', 'PUT', 'PUT', 'OPTIONS', 'PUT']);
  });

  it('a preflight is asked each time where maxAge is 0', async () => {
    const api = await serve({ origin: [app.url], maxAge: 0 });
    const { page } = await visit(app.url);
    for (const method of ['PUT', 'PUT']) await call(page, api.url, { method });
    expect(methods(api)).toEqual(['OPTIONS', 'PUT', 'OPTIONS', 'PUT']);
  });
});
