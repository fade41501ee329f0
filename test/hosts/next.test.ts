import http from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import connect from 'connect';
import { describe, expect, it, vi } from 'vitest';
import { type CorsMiddleware, cors } from '../../src/index.ts';
import { ask } from '../cases/case.ts';
import { FakeResponse, requestOf } from './fakes.ts';
import { close, listen, sendHttp1 } from './wire.ts';

const A = 'https://a.example';
const PREFLIGHT = { origin: A, 'access-control-request-method': 'PUT' };

const VARIANTS: [string, () => CorsMiddleware][] = [
  ['constant', () => cors({ origin: A })],
  ['a list', () => cors({ origin: [A] })],
  ['a function', () => cors({ origin: () => true })],
  ['an async function', () => cors({ origin: async () => true })],
  ['a delegate', () => cors(() => ({ origin: [A] }))],
  ['an async delegate', () => cors(async () => ({ origin: [A] }))],
];

describe.each(VARIANTS)('next, with %s', (_, create) => {
  it('is called once', async () => {
    const next = vi.fn();
    create()(requestOf('GET', { origin: A }), new FakeResponse([]), next);
    await turn();
    expect(next.mock.calls).toEqual([[]]);
  });

  it('is not called by an answered preflight', async () => {
    const next = vi.fn();
    const events: unknown[] = [];
    create()(requestOf('OPTIONS', PREFLIGHT), new FakeResponse(events), next);
    await turn();
    expect(next).not.toHaveBeenCalled();
    expect(events.at(-1)).toEqual(['end']);
  });

  it('is called once when the head is sent already, and nothing is written', async () => {
    for (const [method, headers] of [
      ['GET', { origin: A }],
      ['OPTIONS', PREFLIGHT],
    ] as const) {
      const next = vi.fn();
      const events: unknown[] = [];
      create()(
        requestOf(method, headers),
        Object.assign(new FakeResponse(events), { headersSent: true }),
        next,
      );
      await turn();
      expect([next.mock.calls, events]).toEqual([[[]], []]);
    }
  });

  it('gets the error of a response that cannot be written to, once', async () => {
    const error = new Error('no such header');
    const broken = () => {
      throw error;
    };
    for (const [method, headers] of [
      ['GET', { origin: A }],
      ['OPTIONS', PREFLIGHT],
    ] as const) {
      const next = vi.fn();
      create()(
        requestOf(method, headers),
        Object.assign(new FakeResponse([]), { setHeader: broken, writeHead: broken }),
        next,
      );
      await turn();
      expect(next.mock.calls).toEqual([[error]]);
    }
  });
});

it('what the handler throws behind next comes out as it is, and next is not called again', () => {
  const error = new Error('handler');
  const next = vi.fn(() => {
    throw error;
  });
  expect(() => cors({ origin: [A] })(requestOf('GET', { origin: A }), new FakeResponse([]), next)).toThrow(
    error,
  );
  expect(next).toHaveBeenCalledTimes(1);
});

it('a failed function is told first, even where the response cannot be written to', () => {
  const broken = () => {
    throw new Error('second');
  };
  const next = vi.fn();
  const first = new Error('first');
  const failing = cors({
    origin: () => {
      throw first;
    },
  });
  failing(requestOf('GET', { origin: A }), Object.assign(new FakeResponse([]), { setHeader: broken }), next);
  expect(next.mock.calls).toEqual([[first]]);
});

it('removes nothing where a response has no removeHeader, and does not fail', () => {
  const next = vi.fn();
  const response = Object.assign(new FakeResponse([]), { removeHeader: undefined }) as object as FakeResponse;
  cors()(requestOf('GET', {}), response, next);
  cors({ origin: [A] })(requestOf('GET', { origin: 'https://evil.example' }), response, next);
  expect(next.mock.calls).toEqual([[], []]);
});

describe('a response that was sent while a function was asked', () => {
  it('is left alone', async () => {
    let decide: (answer: boolean) => void = () => {};
    const errors: unknown[] = [];
    const calls: string[] = [];
    const app = connect()
      .use((_request, response, next) => {
        next();
        response.end('too late');
        decide(true);
      })
      .use(
        cors({
          origin: () =>
            new Promise((resolve) => {
              decide = resolve;
            }),
        }),
      )
      .use((_request, response) => {
        calls.push(`handler, head sent: ${response.headersSent}`);
      })
      .use(((error: unknown, _request: unknown, _response: unknown, _next: unknown) =>
        errors.push(error)) as never);
    const server = http.createServer(app);
    const { status, body } = await sendHttp1(await listen(server), ask(A));
    await turn();
    await close(server);
    expect([status, body, calls, errors]).toEqual([200, 'too late', ['handler, head sent: true'], []]);
  });
});
