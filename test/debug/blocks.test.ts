import { describe, expect, it } from 'vitest';
import type { CorsOptions } from '../../src/index.ts';
import { APP, ask, type CaseRequest, EVIL, preflight } from '../cases/case.ts';
import { linesOf } from './watched-app.ts';

const VITE = 'http://localhost:5173';
const own = { 'sec-fetch-site': 'same-origin' };
const cookies = { 'sec-fetch-mode': 'cors', cookie: 'session=secret' };

const blocks: [string, CorsOptions, CaseRequest, string][] = [
  [
    'an origin like none that is allowed',
    { origin: [APP] },
    ask(EVIL),
    `crossgate: ${EVIL} may not read GET /things: the origin is not allowed. Add '${EVIL}' to origin. [origin-refused]`,
  ],
  [
    'a single origin, which every reply names',
    { origin: APP },
    ask('http://app.example', 'POST'),
    "crossgate: http://app.example may not read POST /things: the origin is not allowed. Nearest allowed: https://app.example (the scheme differs: https is allowed, http asks). Add 'http://app.example' to origin. [origin-refused]",
  ],
  [
    'another port of this machine, in a preflight',
    { origin: [APP, VITE] },
    preflight('http://localhost:5174'),
    "crossgate: http://localhost:5174 may not send PUT /things: the origin is not allowed. Nearest allowed: http://localhost:5173 (the port differs: 5173 is allowed, 5174 asks). Add 'http://localhost:5174' to origin, or 'http://localhost:*' for every port. [origin-refused]",
  ],
  [
    'a refusal by enforce',
    { origin: [APP], enforce: true },
    ask(EVIL),
    `crossgate: ${EVIL} may not read GET /things: the origin is not allowed (enforce answers 403). Add '${EVIL}' to origin. [origin-refused]`,
  ],
  [
    'an opaque origin',
    { origin: [APP] },
    ask('null'),
    'crossgate: null may not read GET /things: "null" stands for a sandboxed frame, a local file or a redirect between origins. Open the page over http(s), and ask for the final URL. [origin-refused]',
  ],
  [
    'what is no origin',
    { origin: [APP] },
    ask(`${APP}/`),
    `crossgate: ${APP}/ may not read GET /things: no browser sends such an origin. Mend the client, or the proxy that rewrites the header. [origin-refused]`,
  ],
  [
    'a function that says no',
    { origin: () => false },
    ask(EVIL),
    `crossgate: ${EVIL} may not read GET /things: the origin function returned false. Let it return true if pages of this origin may read. [origin-refused]`,
  ],
  [
    'a function that says no later',
    { origin: async () => false },
    ask(EVIL),
    `crossgate: ${EVIL} may not read GET /things: the origin function returned false. Let it return true if pages of this origin may read. [origin-refused]`,
  ],
  [
    'a function that fails',
    { origin: () => JSON.parse('{') },
    ask(EVIL),
    `crossgate: ${EVIL} may not read GET /things: the origin function failed, and nothing is allowed: ${messageOf(() => JSON.parse('{'))}. Let it return true or false. [function-failed]`,
  ],
  [
    'nobody',
    { origin: false },
    ask(APP),
    `crossgate: ${APP} may not read GET /things: origin: false allows nobody. Write origin: ['${APP}']. [origin-refused]`,
  ],
  [
    'a method',
    { origin: [APP] },
    preflight(APP, 'PURGE'),
    `crossgate: ${APP} may not send PURGE /things: the method 'PURGE' is not among methods. Add 'PURGE' to methods. [method-refused]`,
  ],
  [
    'a method in the wrong case',
    { origin: APP },
    preflight(APP, 'patch'),
    `crossgate: ${APP} may not send patch /things: the method 'patch' is not among methods. Write 'PATCH' in the page: browsers leave its case as it is. [method-refused]`,
  ],
  [
    'request headers',
    { origin: [APP], allowedHeaders: ['X-One'] },
    preflight(APP, 'PUT', 'authorization,x-one,x-two'),
    `crossgate: ${APP} may not send PUT /things: not among allowedHeaders: 'authorization', 'x-two'. Add 'authorization', 'x-two' to allowedHeaders. [header-refused]`,
  ],
  [
    'a list of request headers that is none',
    { origin: [APP] },
    preflight(APP, 'PUT', 'x one'),
    `crossgate: ${APP} may not send PUT /things: the list of request headers is malformed, or too long to be sent back. Mend the client: no page can send it. [header-refused]`,
  ],
  [
    'cookies for a public policy',
    {},
    ask(APP, 'GET', cookies),
    `crossgate: ${APP} may not read GET /things: the page sent cookies, and the policy does not cover credentials. Set credentials: true and name the origins, or leave credentials: 'include' out in the page. [credentials-refused]`,
  ],
];

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return expect.unreachable();
}

it.each(blocks)('says why it is blocked, once: %s', async (_, options, request, line) => {
  expect(await linesOf([request, request], options)).toEqual([line]);
});

it.each<[string, CorsOptions, CaseRequest]>([
  ['an allowed origin', { origin: [APP] }, ask(APP)],
  ['an allowed preflight', { origin: [APP] }, preflight(APP, 'PATCH', 'x-a,x-b')],
  ['a safelisted method that is not listed', { origin: [APP], methods: 'PUT' }, preflight(APP, 'POST')],
  [
    'everything for everyone',
    { methods: '*', allowedHeaders: '*' },
    preflight(EVIL, 'X', 'x-a,authorization'),
  ],
  ['no origin', { origin: [APP] }, ask(undefined)],
  ["the server's own page", { origin: [APP] }, ask(EVIL, 'POST', own)],
  ['a form', { origin: [APP] }, ask(EVIL, 'POST', { 'sec-fetch-mode': 'navigate' })],
  ['a request without CORS', { origin: [APP] }, ask(EVIL, 'POST', { 'sec-fetch-mode': 'no-cors' })],
  ['cookies that are covered', { origin: [APP], credentials: true }, ask(APP, 'GET', cookies)],
])('says nothing of what no browser blocks: %s', async (_, options, request) => {
  expect(await linesOf([request], options)).toEqual([]);
});

describe('the nearest allowed origin', () => {
  const near = async (origin: CorsOptions['origin'] & object, asking: string) => {
    const [line = ''] = await linesOf([ask(asking)], { origin });
    return /Nearest allowed: (.*?)\. Add/.exec(line)?.[1];
  };

  it.each([
    [
      ['http://127.0.0.1:3000'],
      'http://localhost:3000',
      'http://127.0.0.1:3000 (127.0.0.1 and localhost are the same machine but two origins: the host differs)',
    ],
    [
      [APP],
      'https://www.app.example',
      `${APP} (app.example is allowed, www.app.example asks: "www." makes another origin)`,
    ],
    [[APP], 'https://app.example.', `${APP} (one host ends in a dot)`],
    [
      [APP],
      'https://a.b.app.example',
      `${APP} (a.b.app.example is a subdomain of app.example, and so another origin)`,
    ],
    [
      ['https://*.app.example'],
      APP,
      'https://*.app.example (*. stands for the names under app.example, not for itself)',
    ],
    [
      ['https://*.app.example'],
      'http://a.app.example',
      'https://*.app.example (the scheme differs: https is allowed, http asks)',
    ],
    [
      ['https://*.app.example'],
      'https://a.app.example:8443',
      'https://*.app.example (the port differs: 443 (the default) is allowed, 8443 asks)',
    ],
    [
      ['http://localhost:*'],
      'http://127.0.0.1:5173',
      'http://localhost:* (localhost and 127.0.0.1 are the same machine but two origins: the host differs)',
    ],
    [
      ['https://api.app.example', APP, 'https://app.example:8443'],
      'http://app.example',
      `${APP} (the scheme differs: https is allowed, http asks)`,
    ],
    [
      ['https://api.app.example', `${APP}:1`],
      APP,
      `${APP}:1 (the port differs: 1 is allowed, 443 (the default) asks)`,
    ],
    [[/^https:\/\/app\.example:1$/], APP, undefined],
    [[APP], EVIL, undefined],
  ])('of %j for %s', async (origin, asking, expected) => {
    expect(await near(origin, asking)).toBe(expected);
  });
});
