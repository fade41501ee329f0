import type { Express, Response } from 'express';
import { expect, it } from 'vitest';
import type { CorsOptions } from '../../src/index.ts';
import { APP, ask, type CaseRequest, EVIL, preflight } from '../cases/case.ts';
import { linesOf, watchedApp } from './watched-app.ts';

const LIST: CorsOptions = { origin: [APP], credentials: true, exposedHeaders: ['X-Total'] };
const CURE = 'Let only the policy send it: take the line out of the handler, the error handler or the proxy.';
const VARY_CURE = "Add to Vary instead of setting it: res.vary(name), or res.appendHeader('Vary', name).";

/** Mounts a handler that does something to the response, and sends it. */
const answer = (act: (response: Response) => unknown) => (app: Express) => {
  app.use((_request, response) => {
    act(response);
    response.end();
  });
};

/** As `on-headers` does it, which compression, sessions and response timers are made of. */
const onHeaders = (act: (response: Response) => unknown) => (app: Express) => {
  app.use((_request, response, next) => {
    const { writeHead } = response;
    response.writeHead = function (this: Response, ...given: unknown[]) {
      act(response);
      return Reflect.apply(writeHead, this, given);
    } as typeof writeHead;
    next();
  });
};

it.each<[string, (response: Response) => unknown, string]>([
  [
    'another origin',
    (res) => res.set('Access-Control-Allow-Origin', '*'),
    `something else sends access-control-allow-origin: '*', where the policy sends '${APP}'. ${CURE} [header-overwritten]`,
  ],
  [
    'the origin twice',
    (res) => res.append('Access-Control-Allow-Origin', APP),
    `access-control-allow-origin is sent with several values ('${APP}', '${APP}'), and browsers refuse all but one. ${CURE} [header-doubled]`,
  ],
  [
    'two origins in one line',
    (res) => res.setHeader('Access-Control-Allow-Origin', `${APP}, *`),
    `access-control-allow-origin is sent with several values ('${APP}, *'), and browsers refuse all but one. ${CURE} [header-doubled]`,
  ],
  [
    'no origin any more',
    (res) => res.removeHeader('Access-Control-Allow-Origin'),
    `access-control-allow-origin: '${APP}' was removed. ${CURE} [header-overwritten]`,
  ],
  [
    'credentials in a case that browsers refuse',
    (res) => res.set('Access-Control-Allow-Credentials', 'True'),
    `something else sends access-control-allow-credentials: 'True', where the policy sends 'true'. ${CURE} [header-overwritten]`,
  ],
  [
    'other exposed headers',
    (res) => res.set('Access-Control-Expose-Headers', 'X-Other'),
    `something else sends access-control-expose-headers: 'X-Other', where the policy sends 'X-Total'. ${CURE} [header-overwritten]`,
  ],
  [
    'Vary set',
    (res) => res.set('Vary', 'Accept-Encoding'),
    `Vary was overwritten with 'Accept-Encoding' and lacks Origin: a cache may serve this response to another origin. ${VARY_CURE} [vary-lost]`,
  ],
  [
    'Vary removed',
    (res) => res.removeHeader('Vary'),
    `Vary is missing and lacks Origin: a cache may serve this response to another origin. ${VARY_CURE} [vary-lost]`,
  ],
  [
    'a head of its own',
    (res) => res.writeHead(200, 'fine', { vary: 'Cookie' }),
    `Vary was overwritten with 'Cookie' and lacks Origin: a cache may serve this response to another origin. ${VARY_CURE} [vary-lost]`,
  ],
])('a later handler: %s', async (_, act, text) => {
  const request = ask(APP);
  expect(await linesOf([request, request], LIST, answer(act))).toEqual([`crossgate: GET /things: ${text}`]);
});

it.each<[string, (response: Response) => unknown]>([
  ['nothing', () => undefined],
  ['vary()', (res) => res.vary('Accept-Encoding')],
  ['Vary: *', (res) => res.set('Vary', '*')],
  ['Vary in other words', (res) => res.set('Vary', 'accept, ORIGIN')],
  ['one more exposed header', (res) => res.append('Access-Control-Expose-Headers', 'X-More')],
  ['the same again', (res) => res.set('Access-Control-Allow-Origin', APP)],
])('says nothing of a later handler that does no harm: %s', async (_, act) => {
  expect(await linesOf([ask(APP), preflight(APP)], LIST, answer(act))).toEqual([]);
});

it('an origin let in by hand is told of as that, not as a block', async () => {
  const open = answer((res) => res.set('Access-Control-Allow-Origin', EVIL));
  expect(await linesOf([ask(EVIL)], { origin: [APP] }, open)).toEqual([
    `crossgate: GET /things: something else sends access-control-allow-origin: '${EVIL}', where the policy sends none. ${CURE} [header-overwritten]`,
  ]);
});

it.each([
  ['before', undefined, onHeaders((res) => res.set('Vary', 'Cookie'))],
  ['behind', onHeaders((res) => res.set('Vary', 'Cookie')), undefined],
])(
  'sees what a wrapper of writeHead does at the last moment, mounted %s the policy',
  async (_, behind, before) => {
    expect(await linesOf([ask(APP)], LIST, behind, before)).toEqual([
      `crossgate: GET /things: Vary was overwritten with 'Cookie' and lacks Origin: a cache may serve this response to another origin. ${VARY_CURE} [vary-lost]`,
    ]);
  },
);

it.each<[number, string]>([
  [
    401,
    'Leave preflightContinue out, or let OPTIONS pass: preflights carry neither cookies nor Authorization.',
  ],
  [
    403,
    'Leave preflightContinue out, or let OPTIONS pass: preflights carry neither cookies nor Authorization.',
  ],
  [404, 'Leave preflightContinue out, or answer OPTIONS there with 204.'],
  [302, 'Leave preflightContinue out, or let OPTIONS pass the redirect.'],
])('a preflight that was handed on and answered %d', async (status, cure) => {
  const request = preflight(APP);
  const lines = await linesOf([request, request], { origin: [APP], preflightContinue: true }, (app) =>
    app.use((_request, response) => void response.status(status).end()),
  );
  expect(lines).toEqual([
    `crossgate: preflight of PUT /things: the preflight was handed on and answered ${status}, and browsers accept 200 to 299 only. ${cure} [preflight-answered]`,
  ]);
});

it('says nothing of a preflight that was handed on and answered well', async () => {
  const options: CorsOptions = { origin: [APP], preflightContinue: true };
  const wellAnswered = (app: Express) => app.use((_request, response) => void response.status(204).end());
  expect(await linesOf([preflight(APP)], options, wellAnswered)).toEqual([]);
});

it('a time limit that runs out while an origin function is asked', async () => {
  let decide = (_: boolean) => {};
  const origin = () => new Promise<boolean>((resolve) => (decide = resolve));
  const app = await watchedApp({ origin }, undefined, (express) =>
    express.use((_request, response, next) => {
      next();
      response.status(503).end();
    }),
  );
  try {
    expect((await app.send(ask(APP))).status).toBe(503);
    decide(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(app.events.map(({ text }) => text)).toEqual([
      'crossgate: GET /things: it was answered 503 before the policy could write its headers. Mount CORS before whatever answers, and let no time limit run out while an origin function is asked. [answered-early]',
    ]);
  } finally {
    await app.close();
  }
});

it.each<[string, CaseRequest]>([
  ['actual requests', ask(EVIL)],
  ['preflights handed on', preflight(EVIL)],
])('of several policies on one response the innermost is judged: %s', async (_, request) => {
  const { cors } = await import('../../src/index.ts');
  const outer: CorsOptions = { origin: [APP], preflightContinue: true };
  expect(await linesOf([request], outer, (app) => app.use(cors({ origin: [EVIL], debug: true })))).toEqual(
    [],
  );
});
