import { describe, expect, test } from 'vitest';
import { type BrowserRequest, judge, type ServerHop } from '../../../src/browser/index.ts';

const A = 'https://a.example';
const B = 'https://b.example';
const C = 'https://c.example';

function to(location: string, allow = '*', status = 302): ServerHop {
  return { status, headers: { location, 'access-control-allow-origin': allow } };
}

function end(allow = '*'): ServerHop {
  return { status: 200, headers: { 'access-control-allow-origin': allow } };
}

function run(request: Partial<BrowserRequest>, response: readonly ServerHop[]) {
  const verdict = judge({ origin: A, url: `${B}/1`, ...request }, { response });
  const sent = verdict.requests.map(
    ({ method, url, headers }) => `${method} ${url} ${headers['origin'] ?? '-'}`,
  );
  return { verdict, sent };
}

describe('redirects', () => {
  test('within one foreign origin the Origin stays', () => {
    const { verdict, sent } = run({}, [to('/2', A), end(A)]);
    expect([verdict.outcome, sent]).toEqual(['readable', [`GET ${B}/1 ${A}`, `GET ${B}/2 ${A}`]]);
  });

  test('from one foreign origin to another it turns into null, and stays so on the way home', () => {
    const { verdict, sent } = run({}, [to(`${C}/2`), to(`${A}/3`), end(A)]);
    expect(sent).toEqual([`GET ${B}/1 ${A}`, `GET ${C}/2 null`, `GET ${A}/3 null`]);
    expect([verdict.code, verdict.circumstances.sentOrigin]).toEqual(['acao-mismatch', 'null']);
    expect(run({}, [to(`${C}/2`), end('null')]).verdict.outcome).toBe('readable');
  });

  test('from home abroad it stays, and home needed no permission', () => {
    const { verdict, sent } = run({ url: `${A}/1` }, [
      { status: 302, headers: { location: `${B}/2` } },
      end(A),
    ]);
    expect([verdict.outcome, sent]).toEqual(['readable', [`GET ${A}/1 -`, `GET ${B}/2 ${A}`]]);
  });

  test('every foreign answer of the chain has to allow the origin', () => {
    const { verdict } = run({}, [to('/2', 'https://x.example'), end()]);
    expect([verdict.code, verdict.step]).toEqual(['acao-mismatch', 'redirect']);
  });

  test('every URL of the chain gets its own preflight', () => {
    const preflight = {
      status: 204,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'PUT' },
    };
    const { verdict, sent } = run({ method: 'PUT' }, [
      { ...to('/2', '*', 307), preflight },
      { ...end(), preflight },
    ]);
    expect(sent).toEqual([
      `OPTIONS ${B}/1 ${A}`,
      `PUT ${B}/1 ${A}`,
      `OPTIONS ${B}/2 ${A}`,
      `PUT ${B}/2 ${A}`,
    ]);
    expect(verdict.outcome).toBe('readable');
    const without = run({ method: 'PUT' }, [{ ...to('/2', '*', 307), preflight }, end()]);
    expect([without.verdict.code, without.verdict.circumstances.url]).toEqual([
      'preflight-network-error',
      `${B}/2`,
    ]);
  });

  test.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
    [301, 'HEAD', 'HEAD'],
    [303, 'HEAD', 'HEAD'],
  ])('%i makes a %s a %s', (status, method, next) => {
    const headers = { 'content-type': 'text/plain', accept: 'text/html' };
    const { requests } = run({ method, headers }, [to('/2', '*', status), end()]).verdict;
    const kept = next === method ? headers : { accept: 'text/html' };
    expect(requests[1]).toEqual({ url: `${B}/2`, method: next, headers: { ...kept, origin: A } });
  });

  test('Authorization does not go to another origin', () => {
    const allow = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization' };
    const { requests } = run({ headers: { Authorization: 'x' } }, [
      { ...to(`${C}/2`), preflight: { status: 204, headers: allow } },
      end(),
    ]).verdict;
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual([undefined, 'x', undefined]);
  });

  test.each([
    [`https://u:p@b.example/2`, {}, 'redirect-credentials'],
    ['data:text/plain,x', {}, 'redirect-data'],
    ['ftp://b.example/', {}, 'redirect-scheme'],
    ['https://', {}, 'network-error'],
    [`${B}/2`, { url: `${A}/1`, mode: 'same-origin' }, 'redirect-mode-same-origin'],
  ] as const)('to %s is not followed', (location, request, code) => {
    expect(run(request, [to(location), end()]).verdict.code).toBe(code);
  });

  test('twenty are followed, and not one more', () => {
    const hops = Array.from({ length: 20 }, () => to('/again'));
    expect(run({}, [...hops, end()]).verdict.outcome).toBe('readable');
    expect(run({}, [...hops, to('/again'), end()]).verdict.code).toBe('redirect-count');
  });

  test('without a Location, and with status 300, there is nothing to follow', () => {
    expect(run({}, [{ status: 302, headers: { 'access-control-allow-origin': '*' } }]).verdict.outcome).toBe(
      'readable',
    );
    expect(run({}, [to('/2', '*', 300)]).verdict.outcome).toBe('readable');
  });
});
