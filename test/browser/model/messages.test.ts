import { describe, expect, test } from 'vitest';
import {
  type BrowserRequest,
  type Engine,
  type Exchange,
  explain,
  judge,
} from '../../../src/browser/index.ts';
import { MESSAGES } from '../../../src/browser/messages.ts';

const REQUEST: BrowserRequest = { origin: 'https://app.example', url: 'https://api.example/x' };
const FRAME =
  "Access to fetch at 'https://api.example/x' from origin 'https://app.example' has been blocked by CORS policy: ";
const FIREFOX =
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/x. (Reason: ';

function report(engine: Engine, request: Partial<BrowserRequest>, exchange: Exchange) {
  const { code, engineCode, detail, message } = judge({ ...REQUEST, ...request }, exchange, { engine });
  return { code, engineCode, detail, message };
}

const missing: Exchange = { response: { status: 404 } };
const wrongPreflight: Exchange = {
  preflight: { status: 204, headers: { 'access-control-allow-origin': 'https://app.example/' } },
};

describe('what the consoles print', () => {
  test('Chromium: a missing header', () => {
    expect(report('chromium', {}, missing)).toEqual({
      code: 'acao-missing',
      engineCode: 'MissingAllowOriginHeader',
      detail: null,
      message: `${FRAME}No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    });
  });

  test('Chromium: a preflight for another origin', () => {
    expect(report('chromium', { method: 'PUT' }, wrongPreflight)).toEqual({
      code: 'acao-mismatch',
      engineCode: 'PreflightAllowOriginMismatch',
      detail: 'https://app.example/',
      message: `${FRAME}Response to preflight request doesn't pass access control check: The 'Access-Control-Allow-Origin' header has a value 'https://app.example/' that is not equal to the supplied origin. Have the server send the header with a valid value.`,
    });
  });

  test('Chromium: an XMLHttpRequest with credentials, after a redirect', () => {
    const hop = {
      status: 302,
      headers: {
        location: '/y',
        'access-control-allow-origin': REQUEST.origin,
        'access-control-allow-credentials': 'true',
      },
    };
    const exchange = { response: [hop, { status: 200, headers: { 'access-control-allow-origin': '*' } }] };
    expect(report('chromium', { credentials: 'include', initiator: 'xhr' }, exchange).message).toBe(
      "Access to XMLHttpRequest at 'https://api.example/y' (redirected from 'https://api.example/x') from origin 'https://app.example' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.",
    );
  });

  test('Firefox', () => {
    expect(report('firefox', {}, missing)).toEqual({
      code: 'acao-missing',
      engineCode: 'CORSMissingAllowOrigin2',
      detail: null,
      message: `${FIREFOX}CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 404.`,
    });
    expect(report('firefox', { method: 'PUT' }, wrongPreflight)).toEqual({
      code: 'acao-mismatch',
      engineCode: 'CORSAllowOriginNotMatchingOrigin',
      detail: 'https://app.example/',
      message: `${FIREFOX}CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://app.example/’).`,
    });
  });

  test('WebKit', () => {
    expect(report('webkit', {}, missing).message).toBe(
      'Origin https://app.example is not allowed by Access-Control-Allow-Origin. Status code: 404',
    );
    const unauthorized = { preflight: { status: 401 } };
    expect(report('webkit', { method: 'PUT' }, unauthorized)).toEqual({
      code: 'preflight-status',
      engineCode: null,
      detail: null,
      message: 'Preflight response is not successful. Status code: 401',
    });
    expect(report('chromium', { method: 'PUT' }, unauthorized).code).toBe('acao-missing');
  });

  test('the standard has no console: the message is the cause', () => {
    expect(report('standard', {}, missing).message).toBe(
      'The response has no Access-Control-Allow-Origin: the server did not allow https://app.example, or something else answered (status 404).',
    );
  });

  test('Authorization passes by * in every engine, and the note says that the standard differs', () => {
    const exchange = {
      preflight: {
        status: 204,
        headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' },
      },
      response: { status: 200, headers: { 'access-control-allow-origin': '*' } },
    };
    const request = { ...REQUEST, headers: { Authorization: 'x' } };
    for (const engine of ['chromium', 'firefox', 'webkit'] as const) {
      const verdict = judge(request, exchange, { engine });
      expect([verdict.outcome, verdict.notes.map(({ code }) => code)]).toEqual([
        'readable',
        ['authorization-wildcard'],
      ]);
    }
    expect(judge(request, exchange).code).toBe('authorization-not-covered-by-wildcard');
  });
});

describe('the table of messages', () => {
  const known = Object.keys(placeholderNames());

  test.each(Object.entries(MESSAGES))('%s has a cause, a cure, and no unknown placeholder', (_, message) => {
    expect(message.cause).toMatch(/\.$/);
    expect(message.cure).toMatch(/\.$/);
    const texts = [
      message.cause,
      message.cure,
      message.chromium?.text,
      message.firefox?.text,
      message.webkit?.text,
    ];
    const used = texts.flatMap((text) =>
      [...(text ?? '').matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name),
    );
    expect(used.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });

  /** Every name that a verdict fills in: found by explaining one. */
  function placeholderNames(): Record<string, true> {
    const names =
      'url firstUrl origin sentOrigin page method status culprit refused location bareLocation scheme answer kind redirected preflight mend withCredentials redirection headerName allowMethods allowHeaders';
    return Object.fromEntries(names.split(' ').map((name) => [name, true as const]));
  }

  test('no block leaves a placeholder in its message or explanation', () => {
    const blocks = [
      judge({ ...REQUEST, method: 'TRACE' }, {}),
      judge({ ...REQUEST, method: 'PUT' }, { preflight: { status: 301, headers: { location: '/y' } } }),
      judge(REQUEST, missing, { engine: 'firefox' }),
      judge(
        { ...REQUEST, headers: { 'x-a': '1', 'x-b': '2' } },
        { preflight: { status: 200, headers: { 'access-control-allow-origin': '*' } } },
      ),
    ];
    for (const verdict of blocks) {
      expect(verdict.outcome).toBe('blocked');
      expect(`${verdict.message} ${explain(verdict).text}`).not.toMatch(/[{}]|undefined/);
    }
  });
});
