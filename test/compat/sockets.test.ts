import http from 'node:http';
import { setImmediate as macrotask } from 'node:timers/promises';
import express from 'express';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { close, listen, sendHttp1 } from '../hosts/wire.ts';
import { buildSource } from './build.ts';
import { MENDED } from './mended.ts';
import { askedOf, changeOrigin, type Make, makeCompat, makeCors, throwsWhenMade } from './play.ts';
import { isFunctionSpec, type OptionsSpec, type RequestSpec, type Scenario, scenarios } from './scenario.ts';
import { type AnyMiddleware, plain } from './trace.ts';

const CASES = 400;

let middleware: AnyMiddleware;
let vary: unknown;
let server: http.Server;
let port: number;

beforeAll(async () => {
  const app = express();
  app.use(async (request, response, next) => {
    if (vary !== undefined) response.setHeader('Vary', vary as string);
    let isHandedOn = false;
    middleware(request, response, (...args) => {
      isHandedOn = true;
      next(...(args as [unknown]));
    });
    await macrotask();
    await macrotask();
    if (!isHandedOn && !response.writableEnded) response.status(599).send('nobody answered');
  });
  app.use((_request, response) => {
    response.send('handled');
  });
  app.use(((error, _request, response, _next) => {
    response.status(500).send(String(plain(error)));
  }) as express.ErrorRequestHandler);
  server = http.createServer(app);
  port = await listen(server);
});

afterAll(() => close(server));

/** Status, header lines in their order and spelling, and body of every answer. */
async function answers(scenario: Scenario, make: Make): Promise<unknown[]> {
  const source = buildSource(scenario.source, () => {});
  middleware = make(source, scenario.source);
  vary = scenario.host.vary;
  const received: unknown[] = [];
  for (const request of scenario.requests) {
    const { status, headers, body } = await sendHttp1(port, caseRequest(request));
    received.push({ status, headers: headers.filter(([name]) => name !== 'Date'), body });
    changeOrigin(source, scenario);
  }
  return received;
}

function caseRequest({ method, headers }: RequestSpec) {
  const named = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { method: String(method), headers: named };
}

/** What can go over a wire at all, through one middleware. */
const wireable = scenarios
  .filter(({ requests }) => requests.every(({ method }) => /^(?:GET|POST|OPTIONS)$/.test(String(method))))
  .filter(({ host }) => host.vary === undefined || /^[\w ,*]+$/.test(String(host.vary)))
  .filter(({ source }) => !hasUnprintable(isFunctionSpec(source) ? source.answer : source))
  .map((scenario) => ({ ...scenario, second: undefined }));

/** Such a header is taken by Node, and fails only while the response is sent: nothing can be answered any more. */
function hasUnprintable({ others }: OptionsSpec): boolean {
  return Object.values(others).some(({ label }) => label === 'Object.create(null)');
}

it(`answers as cors 2.8.6 does over the sockets of Express 5, byte by byte, in ${CASES} cases`, async () => {
  const property = fc.asyncProperty(wireable, async (scenario) => {
    if (throwsWhenMade(scenario)) return;
    const expected = await answers(askedOf(scenario, MENDED), makeCors(MENDED));
    expect(await answers(scenario, makeCompat)).toEqual(expected);
  });
  await fc.assert(property, { numRuns: CASES });
}, 120_000);
