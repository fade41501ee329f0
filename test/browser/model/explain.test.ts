import { describe, expect, test } from 'vitest';
import { explain, judge, type NearMiss } from '../../../src/browser/index.ts';

function near(origin: string, allowed: string) {
  const headers = { 'access-control-allow-origin': allowed };
  return explain(judge({ origin, url: 'https://api.test/' }, { response: { status: 200, headers } }))
    .nearMiss;
}

describe('near misses', () => {
  test.each<[string, string, NearMiss['kind']]>([
    ['http://localhost:5174', 'http://localhost:5173', 'port'],
    ['http://localhost:5173', 'http://localhost', 'port'],
    ['https://app.example', 'http://app.example', 'scheme'],
    ['https://app.example:8443', 'http://app.example', 'scheme'],
    ['https://www.app.example', 'https://app.example', 'www'],
    ['https://app.example', 'https://www.app.example', 'www'],
    ['https://app.example', 'https://app.example/', 'trailing-slash'],
    ['https://app.example', 'https://app.example/login', 'path'],
    ['https://app.example', 'https://App.Example', 'case'],
    ['https://app.example', 'app.example', 'missing-scheme'],
    ['https://app.example', '"https://app.example"', 'quotes'],
    ['https://app.example', 'https://app.example:443', 'default-port'],
    ['https://xn--mnchen-3ya.example', 'https://m\xfcnchen.example', 'unicode'],
    ['http://localhost:3000', 'http://127.0.0.1:3000', 'loopback'],
    ['http://[::1]:3000', 'http://localhost:3000', 'loopback'],
    ['https://app.example.', 'https://app.example', 'trailing-dot'],
    ['https://a.b.example.com', 'https://b.example.com', 'subdomain'],
    ['https://example.com', 'https://app.example.com', 'subdomain'],
    ['https://one.example.com', 'https://two.example.com', 'subdomain'],
    ['https://one.example.com', 'https://*.example.com', 'subdomain'],
    ['null', 'https://app.example', 'null'],
  ])('%s where %s is allowed', (origin, allowed, kind) => {
    expect(near(origin, allowed)).toMatchObject({ kind, allowed });
  });

  test.each([
    ['https://app.example', 'https://other.test'],
    ['https://evilexample.com', 'https://example.com'],
    ['https://a.com', 'https://b.com'],
    ['https://app.example', ''],
  ])('%s is not near %s', (origin, allowed) => {
    expect(near(origin, allowed)).toBeNull();
  });

  test('the text names the difference, the cause and the cure', () => {
    const headers = { 'access-control-allow-origin': 'http://localhost:5173' };
    const verdict = judge(
      { origin: 'http://localhost:5174', url: 'http://localhost:3000/' },
      { response: { status: 200, headers } },
    );
    expect(explain(verdict).text).toBe(
      'The response allows http://localhost:5173, and the request came from http://localhost:5174. Near miss: http://localhost:5173 is allowed, but the port differs: 5173 is allowed, 5174 asks.\n' +
        'Allow http://localhost:5174 on the server, character for character; with several origins answer with the one that asked, and send Vary: Origin.',
    );
  });

  test('a server that names nobody: the list of what it allows is searched', () => {
    const verdict = judge(
      { origin: 'https://www.app.example', url: 'https://api.test/' },
      { response: { status: 200 } },
    );
    expect(explain(verdict).nearMiss).toBeNull();
    const allowedOrigins = ['https://unlike.test', 'https://app.example'];
    expect(explain(verdict, { allowedOrigins }).nearMiss).toEqual({
      kind: 'www',
      allowed: 'https://app.example',
      text: 'app.example is allowed, www.app.example asks: "www." makes another origin',
    });
  });
});

describe('explain', () => {
  test('every refused header is named, not only the first', () => {
    const request = {
      origin: 'https://app.example',
      url: 'https://api.test/',
      headers: { 'x-a': '1', 'x-b': '2' },
    };
    const preflight = {
      status: 204,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'x-c' },
    };
    const { cause, cure } = explain(judge(request, { preflight }, { engine: 'chromium' }));
    expect(cause).toBe(
      'Access-Control-Allow-Headers of the preflight response does not list x-a, x-b (with credentials * is no wildcard).',
    );
    expect(cure).toBe('Add x-a, x-b to the headers that the server allows, or do not set it in the page.');
  });

  test('a null that a redirect made is traced to it', () => {
    const allow = { 'access-control-allow-origin': 'https://app.example' };
    const response = [
      { status: 302, headers: { ...allow, location: 'https://c.test/' } },
      { status: 200, headers: allow },
    ];
    const { cure } = explain(judge({ origin: 'https://app.example', url: 'https://b.test/' }, { response }));
    expect(cure).toContain('The Origin is "null" because https://b.test/ redirected to a third origin');
  });

  test('what is readable is explained by its notes', () => {
    const request = { origin: 'https://app.example', url: 'https://api.test/' };
    const headers = { 'access-control-allow-origin': '*', 'x-total': '3' };
    expect(explain(judge(request, { response: { status: 200, headers } }))).toEqual({
      cause: 'https://app.example can read the answer of https://api.test/.',
      cure: 'The page cannot read x-total: add them to access-control-expose-headers.',
      nearMiss: null,
      text: 'https://app.example can read the answer of https://api.test/.\nThe page cannot read x-total: add them to access-control-expose-headers.',
    });
    const opaque = explain(judge({ ...request, mode: 'no-cors' }, { response: { status: 200 } }));
    expect(opaque.text).toBe(
      'Mode "no-cors": the request was sent, and the page can read nothing of the answer, not even its status.',
    );
  });
});
