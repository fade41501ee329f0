import type http from 'node:http';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { likeOrigins } from '../../src/cli/near-origins.ts';
import { neighboursOf } from '../../src/cli/probes/strangers.ts';
import cors, { type CorsOptions, createPolicy } from '../../src/index.ts';
import { checkJson, findings, serve } from './command.ts';

const APP = 'https://www.app.example';
const ASK = ['--origin', APP, '--credentials'];

type Sharing = (
  origin: string | undefined,
  request: http.IncomingMessage,
) => Record<string, string | string[]>;

/** A server that answers everything with 200 and what `sharing` says, with `Vary: Origin` unless that says otherwise. */
function serveSharing(sharing: Sharing): Promise<string> {
  return serve((request, response) => {
    response.writeHead(200, { vary: 'Origin', ...sharing(request.headers.origin, request) }).end('ok');
  });
}

function allow(origin: string, others: Record<string, string | string[]> = {}) {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET,PUT',
    ...others,
  };
}

/** Allows what the test lets through, and nothing else. */
function serveTest(isAllowed: (origin: string) => boolean): Promise<string> {
  return serveSharing((origin = '') => (isAllowed(origin) ? allow(origin) : {}));
}

function serveCrossgate(options: CorsOptions): Promise<string> {
  const app = express();
  app.use(cors(createPolicy(options)));
  app.all('/', (_, res) => res.send('ok'));
  return serve(app);
}

describe('a clean server is found clean', () => {
  it.each<[string, CorsOptions, string[]]>([
    ['a list with credentials', { origin: [APP, 'https://b.example'], credentials: true }, ['--credentials']],
    ['one origin with credentials', { origin: APP, credentials: true }, ['--credentials']],
    ['subdomains', { origin: 'https://*.app.example', credentials: true }, ['--credentials']],
    ['a public API', {}, []],
    [
      'a list, asked by PUT',
      { origin: [APP] },
      ['--method', 'PUT', '--header', 'content-type: application/json'],
    ],
  ])('%s', async (_, options, more) => {
    const report = await checkJson([await serveCrossgate(options), '--origin', APP, ...more]);
    expect(findings(report)).toEqual([]);
    expect(report.probes.map(({ probe, failure }) => [probe, failure])).toEqual([
      ['origins', null],
      ['vary', null],
      ['preflight', null],
      ['duplicate-headers', null],
      ['cookies', null],
      ['resource-policy', null],
      ['mixed-content', null],
    ]);
    expect([report.exitCode, report.outcome, report.vulnerable]).toEqual([0, 'allowed', false]);
  });
});

describe('who else is let in', () => {
  it('anybody', async () => {
    const report = await checkJson([await serveTest((origin) => origin !== 'null'), ...ASK]);
    expect(findings(report)).toEqual(['vulnerable reflects-any-origin']);
    expect([report.exitCode, report.outcome]).toEqual([1, 'allowed']);
  });

  it('anybody, found by preflights alone where the method changes things', async () => {
    const methods: string[] = [];
    const url = await serveSharing((origin = '', { method = '' }) => {
      methods.push(method);
      return allow(origin);
    });
    const report = await checkJson([url, ...ASK, '--method', 'PUT']);
    expect(findings(report)).toEqual(['vulnerable null-allowed', 'vulnerable reflects-any-origin'].reverse());
    expect(methods.filter((method) => method === 'PUT')).toHaveLength(1);
    expect(new Set(methods)).toEqual(new Set(['OPTIONS', 'PUT', 'GET']));
  });

  it('anybody without credentials is a warning', async () => {
    const url = await serveSharing((origin) => (origin ? { 'access-control-allow-origin': origin } : {}));
    const report = await checkJson([url, '--origin', APP]);
    expect(findings(report)).toEqual(['warning reflects-any-origin', 'warning null-allowed']);
    expect(report.exitCode).toBe(0);
  });

  it.each<[string, (origin: string) => boolean, string]>([
    ['null', (origin) => origin === APP || origin === 'null', 'null-allowed'],
    ['what begins alike', (origin) => origin.startsWith(APP), 'lookalike-allowed'],
    [
      'what ends alike',
      (origin) => origin.endsWith('app.example') && origin.startsWith('https:'),
      'lookalike-allowed',
    ],
    [
      'a dot that is not escaped',
      (origin) => /^https:\/\/www.app.example$/.test(origin),
      'lookalike-allowed',
    ],
    ['plain http', (origin) => /^https?:\/\/www\.app\.example$/.test(origin), 'plain-http-allowed'],
  ])('%s', async (_, isAllowed, code) => {
    const report = await checkJson([await serveTest(isAllowed), ...ASK]);
    expect(findings(report)).toEqual([`vulnerable ${code}`]);
    expect(report.exitCode).toBe(1);
  });

  it('is asked for by names that are nobody else’s', () => {
    const origins = (origin: string) => neighboursOf(origin).map((neighbour) => neighbour.origin);
    expect(origins(APP)).toEqual([
      'https://www.app.example.crossgate-probe.invalid',
      'https://crossgateprobeapp.example',
      'https://wwwxapp.example',
    ]);
    expect(origins('http://localhost:5173')).toEqual([
      'http://localhost.crossgate-probe.invalid:5173',
      'http://crossgateprobelocalhost:5173',
    ]);
    expect(origins('http://127.0.0.1')).toEqual(['http://127.0.0.1.crossgate-probe.invalid']);
    expect(origins('http://[::1]')).toEqual([]);
    expect(origins('null')).toEqual([]);
  });
});

describe('caches', () => {
  it.each<[string, Sharing, string[]]>([
    [
      'an allowed origin without Vary',
      (origin) => ({ ...(origin === APP ? allow(APP) : {}), vary: 'Accept-Encoding' }),
      ['vulnerable vary-missing'],
    ],
    [
      'Vary on what is allowed only',
      (origin) => (origin === APP ? allow(APP) : { vary: [] }),
      ['vulnerable vary-missing'],
    ],
    [
      'Vary lost without an Origin',
      (origin) => (origin ? {} : allow(APP, { vary: [] })),
      ['vulnerable vary-missing'],
    ],
    [
      'no Vary, but no cache either',
      (origin) => ({ ...(origin === APP ? allow(APP) : {}), vary: [], 'cache-control': 'private' }),
      [],
    ],
    ['Vary: *', (origin) => ({ ...(origin === APP ? allow(APP) : {}), vary: '*' }), []],
    ['one origin for all, without Vary', () => allow(APP, { vary: [] }), []],
  ])('%s', async (_, sharing, expected) => {
    expect(findings(await checkJson([await serveSharing(sharing), ...ASK]))).toEqual(expected);
  });

  it('that mix origins up are caught at it', async () => {
    const cache = new Map<string, Record<string, string | string[]>>();
    const url = await serveSharing((origin, request) => {
      const kept = cache.get(request.url ?? '') ?? {
        ...allow(origin ?? '*'),
        'access-control-allow-credentials': 'false',
      };
      cache.set(request.url ?? '', kept);
      return kept;
    });
    expect(findings(await checkJson([url, '--origin', APP]))).toContain('vulnerable cache-poisoned');
  });

  it('of real users are not touched: every probe that can be cached has a URL of its own', async () => {
    const urls: string[] = [];
    const url = await serveSharing((_, request) => {
      urls.push(request.url ?? '');
      return allow(APP);
    });
    await checkJson([url, ...ASK]);
    const [own, ...probes] = urls.filter((path) => !path.includes('crossgate-probe='));
    expect(own).toBe('/');
    // The preflight, whose answer is never cached.
    expect(probes).toEqual(['/']);
    expect(urls.length).toBeGreaterThan(7);
  });
});

describe('what else goes wrong', () => {
  it('two middlewares', async () => {
    const url = await serveSharing(() => allow(APP, { 'access-control-allow-origin': [APP, APP] }));
    const report = await checkJson([url, ...ASK]);
    expect(findings(report)).toEqual(['warning duplicate-header']);
    expect(report.verdicts).toMatchObject({
      standard: { code: 'acao-multiple' },
      chromium: { outcome: 'blocked' },
    });
    expect(report.exitCode).toBe(1);
    expect(report.exchange[0]?.response.headers.filter(([name]) => /allow-origin/i.test(name))).toEqual([
      ['access-control-allow-origin', APP],
      ['access-control-allow-origin', APP],
    ]);
  });

  it.each<[number, string, string]>([
    [302, 'preflight-redirect', 'preflight-redirect'],
    [401, 'preflight-unauthorized', 'preflight-status'],
  ])('a preflight answered with %d', async (status, code, reason) => {
    const url = await serve((request, response) => {
      const isPreflight = request.method === 'OPTIONS';
      response
        .writeHead(isPreflight ? status : 200, allow(APP, isPreflight ? { location: '/login' } : {}))
        .end();
    });
    const needless = await checkJson([url, ...ASK]);
    expect(findings(needless)).toEqual([`warning ${code}`]);
    expect(needless.exitCode).toBe(0);
    const needed = await checkJson([url, ...ASK, '--method', 'PUT']);
    expect(findings(needed)).toEqual([`warning ${code}`]);
    expect(needed.reasons.map((one) => one.code)).toEqual([reason]);
    expect(needed.exchange.map(({ request }) => request.method)).toEqual(['OPTIONS']);
    expect(needed.exitCode).toBe(1);
  });

  it('a cookie that stays at home', async () => {
    const cookies = ['sid=secret; HttpOnly', 'ok=1; SameSite=None; Secure', 'half=1; SameSite=None'];
    const url = await serveSharing(() => allow(APP, { 'set-cookie': cookies }));
    const report = await checkJson([url, ...ASK]);
    expect(findings(report)).toEqual(['warning cookie-not-cross-site', 'warning cookie-not-cross-site']);
    expect(JSON.stringify(report)).not.toContain('secret');
    const sameSite = await serveSharing((origin) => allow(origin ?? '', { 'set-cookie': cookies }));
    const neighbour = await checkJson([sameSite, '--origin', 'http://127.0.0.1:1', '--credentials']);
    expect(findings(neighbour)).not.toContain('warning cookie-not-cross-site');
    expect(findings(await checkJson([url, '--origin', APP]))).toEqual([]);
  });

  it.each(['same-origin', 'same-site'])('Cross-Origin-Resource-Policy: %s', async (policy) => {
    const url = await serveSharing(() => allow(APP, { 'cross-origin-resource-policy': policy }));
    expect(findings(await checkJson([url, ...ASK]))).toEqual(['warning resource-policy']);
  });

  it('a near miss that only the server knows of', async () => {
    const url = await serveTest((origin) => origin === 'http://localhost:5173');
    const report = await checkJson([url, '--origin', 'http://localhost:5174']);
    expect(report.reasons).toMatchObject([
      { code: 'acao-missing', nearMiss: { kind: 'port', allowed: 'http://localhost:5173' } },
    ]);
    expect(likeOrigins('https://www.app.example:8443')).toEqual([
      'http://www.app.example:8443',
      'https://app.example:8443',
      'https://www.app.example',
    ]);
  });

  it('a server that hangs up on strangers: the probe says so, the verdict stands', async () => {
    const url = await serve((request, response) => {
      if (request.headers.origin !== APP) request.socket.destroy();
      else response.writeHead(200, allow(APP)).end();
    });
    const report = await checkJson([url, ...ASK]);
    expect(report.outcome).toBe('allowed');
    const failed = report.probes.filter(({ failure }) => failure !== null);
    expect(failed.map(({ probe }) => probe)).toEqual(['origins', 'vary']);
    expect(failed[0]?.failure).toContain('socket hang up');
  });
});
