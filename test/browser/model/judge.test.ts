import { describe, expect, test } from 'vitest';
import {
  type BlockCode,
  type BrowserRequest,
  type Exchange,
  type HeadersShape,
  judge,
} from '../../../src/browser/index.ts';

const ORIGIN = 'https://app.example';
const REQUEST: BrowserRequest = { origin: ORIGIN, url: 'https://api.example/x' };
const ALLOW = { 'Access-Control-Allow-Origin': ORIGIN };
const OK = { status: 200, headers: ALLOW };

function verdict(request: Partial<BrowserRequest>, exchange: Exchange) {
  return judge({ ...REQUEST, ...request }, exchange);
}

function answer(headers: HeadersShape, status = 200): Exchange {
  return { response: { status, headers } };
}

describe('the CORS check', () => {
  test.each<[string, BrowserRequest['credentials'], HeadersShape, BlockCode | null]>([
    ['* without credentials', 'omit', { 'access-control-allow-origin': '*' }, null],
    ['* for same-origin credentials', 'same-origin', { 'access-control-allow-origin': '*' }, null],
    ['* with credentials', 'include', { 'access-control-allow-origin': '*' }, 'acao-wildcard-credentials'],
    ['the origin', 'omit', ALLOW, null],
    ['nothing', 'omit', {}, 'acao-missing'],
    ['a slash', 'omit', { 'access-control-allow-origin': `${ORIGIN}/` }, 'acao-mismatch'],
    ['upper case', 'omit', { 'access-control-allow-origin': ORIGIN.toUpperCase() }, 'acao-mismatch'],
    ['null', 'omit', { 'access-control-allow-origin': 'null' }, 'acao-mismatch'],
    ['two lines', 'omit', { 'access-control-allow-origin': [ORIGIN, ORIGIN] }, 'acao-multiple'],
    ['one line with two', 'omit', { 'access-control-allow-origin': `${ORIGIN} *` }, 'acao-multiple'],
    ['no URL', 'omit', { 'access-control-allow-origin': 'app.example' }, 'acao-invalid'],
    ['an empty value', 'omit', { 'access-control-allow-origin': '' }, 'acao-invalid'],
    ['whitespace around', 'omit', { 'access-control-allow-origin': ` ${ORIGIN}\t` }, null],
    ['credentials', 'include', { ...ALLOW, 'access-control-allow-credentials': 'true' }, null],
    [
      'credentials, wrong case',
      'include',
      { ...ALLOW, 'access-control-allow-credentials': 'True' },
      'acac-invalid',
    ],
    [
      'credentials twice',
      'include',
      { ...ALLOW, 'access-control-allow-credentials': ['true', 'true'] },
      'acac-invalid',
    ],
    ['credentials, none', 'include', ALLOW, 'acac-invalid'],
  ])('%s (%s)', (_, credentials, headers, code) => {
    const { outcome, ...rest } = verdict({ credentials }, answer(headers));
    expect([outcome, rest.code, rest.step]).toEqual(
      code === null ? ['readable', null, null] : ['blocked', code, 'response'],
    );
  });

  test('an opaque origin may be allowed by name', () => {
    expect(verdict({ origin: 'null' }, answer({ 'access-control-allow-origin': 'null' })).outcome).toBe(
      'readable',
    );
  });

  test.each([304, 401, 403, 404, 407, 500])(
    'status %i is shared like any other, and blocked like any other',
    (status) => {
      expect(verdict({}, answer(ALLOW, status)).outcome).toBe('readable');
      expect(verdict({}, answer({}, status)).code).toBe('acao-missing');
    },
  );

  test('the same origin needs no permission; no-cors gets an opaque answer', () => {
    const own = verdict({ url: `${ORIGIN}/x` }, answer({ 'X-A': '1', 'Set-Cookie': 'a=b' }));
    expect([own.outcome, own.exposedHeaders]).toEqual(['readable', ['x-a']]);
    const opaque = verdict({ mode: 'no-cors' }, answer({ 'X-A': '1' }));
    expect([opaque.outcome, opaque.exposedHeaders]).toEqual(['opaque', []]);
    const policy = { 'cross-origin-resource-policy': 'same-origin' };
    expect(verdict({ mode: 'no-cors' }, answer(policy)).code).toBe('corp-not-same-origin');
  });

  test('what never arrived is a network error', () => {
    expect(verdict({}, {}).code).toBe('network-error');
    expect(verdict({ method: 'PUT' }, { response: OK }).code).toBe('preflight-network-error');
  });
});

describe('the preflight', () => {
  const ask = { method: 'PUT', headers: { 'X-A': '1', 'X-B': '2' } };
  const grant = {
    ...ALLOW,
    'access-control-allow-methods': 'PUT',
    'access-control-allow-headers': 'x-a, X-B',
  };

  test.each<
    [
      string,
      Partial<BrowserRequest>,
      { status?: number; headers?: HeadersShape },
      BlockCode | null,
      string | null,
    ]
  >([
    ['granted', ask, {}, null, null],
    ['any ok status', ask, { status: 299 }, null, null],
    ['401', ask, { status: 401 }, 'preflight-status', '401'],
    ['304', ask, { status: 304 }, 'preflight-status', '304'],
    ['redirect', ask, { status: 307, headers: { ...grant, location: '/y' } }, 'preflight-redirect', '307'],
    ['redirect to nowhere', ask, { status: 307 }, 'preflight-status', '307'],
    ['origin before status', ask, { status: 500, headers: {} }, 'acao-missing', null],
    [
      'no methods',
      ask,
      { headers: { ...grant, 'access-control-allow-methods': '' } },
      'method-not-allowed',
      'PUT',
    ],
    [
      'methods are case-sensitive',
      ask,
      { headers: { ...grant, 'access-control-allow-methods': 'put' } },
      'method-not-allowed',
      'PUT',
    ],
    ['any method', ask, { headers: { ...grant, 'access-control-allow-methods': '*' } }, null, null],
    [
      'empty elements',
      ask,
      { headers: { ...grant, 'access-control-allow-methods': ',, PUT\t,' } },
      null,
      null,
    ],
    ['two lines', ask, { headers: { ...grant, 'access-control-allow-methods': ['GET', 'PUT'] } }, null, null],
    [
      'methods unparsable',
      ask,
      { headers: { ...grant, 'access-control-allow-methods': 'PUT; GET' } },
      'acam-unparsable',
      'PUT; GET',
    ],
    [
      'headers unparsable',
      ask,
      { headers: { ...grant, 'access-control-allow-headers': 'x-a x-b' } },
      'acah-unparsable',
      'x-a x-b',
    ],
    [
      'one header short',
      ask,
      { headers: { ...grant, 'access-control-allow-headers': 'x-a' } },
      'header-not-allowed',
      'x-b',
    ],
    ['any header', ask, { headers: { ...grant, 'access-control-allow-headers': '*' } }, null, null],
    ['a safelisted method need not be listed', { ...ask, method: 'POST' }, {}, null, null],
    [
      'Authorization is not any header',
      { headers: { Authorization: 'x' } },
      { headers: { ...ALLOW, 'access-control-allow-headers': '*' } },
      'authorization-not-covered-by-wildcard',
      'authorization',
    ],
    [
      'Authorization by name',
      { headers: { Authorization: 'x', 'X-A': '1' } },
      { headers: { ...ALLOW, 'access-control-allow-headers': '*, AUTHORIZATION' } },
      null,
      null,
    ],
  ])('%s', (_, request, answer_, code, detail) => {
    const result = verdict(request, { preflight: { status: 204, headers: grant, ...answer_ }, response: OK });
    expect([result.code, result.detail, result.step]).toEqual([
      code,
      detail,
      code === null ? null : 'preflight',
    ]);
  });

  test('with credentials * is a name like any other', () => {
    const credentials = { ...ALLOW, 'access-control-allow-credentials': 'true' };
    const any = { 'access-control-allow-methods': '*', 'access-control-allow-headers': '*' };
    const exchange = {
      preflight: { status: 204, headers: { ...credentials, ...any } },
      response: { status: 200, headers: credentials },
    };
    expect(verdict({ ...ask, credentials: 'include' }, exchange).code).toBe('method-not-allowed');
    const post = verdict({ ...ask, method: 'POST', credentials: 'include' }, exchange);
    expect([post.code, post.circumstances.refusedHeaders]).toEqual(['header-not-allowed', ['x-a', 'x-b']]);
    expect(verdict({ headers: { '*': 'x' }, credentials: 'include' }, exchange).outcome).toBe('readable');
  });

  test.each<[string | undefined, number, number, number, number]>([
    [undefined, 5, 5, 5, 5],
    ['0', 0, 0, 0, 0],
    ['600', 600, 600, 600, 600],
    ['999999', 999999, 7200, 86400, 600],
    ['1.5', 5, 5, 0, 5],
    ['-1', 5, 0, 0, 5],
  ])('Access-Control-Max-Age: %s', (value, standard, chromium, firefox, webkit) => {
    const exchange: Exchange = {
      preflight: { status: 204, headers: { ...grant, 'access-control-max-age': value } },
      response: OK,
    };
    const seconds = (['standard', 'chromium', 'firefox', 'webkit'] as const).map(
      (engine) => judge({ ...REQUEST, ...ask }, exchange, { engine }).preflightCacheSeconds,
    );
    expect(seconds).toEqual([standard, chromium, firefox, webkit]);
  });

  test('the verdict lists what was sent', () => {
    const { requests } = verdict(ask, { preflight: { status: 204, headers: grant }, response: OK });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'OPTIONS https://api.example/x',
      'PUT https://api.example/x',
    ]);
  });
});
