import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import legacyCors from 'cors';
import express from 'express';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import cors from '../../src/index.ts';
import {
  type CorsDecision,
  countDecisions,
  type Middleware,
  type PolicyDifference,
  reportOnly,
} from '../../src/live/index.ts';

const A = 'https://a.example';
const B = 'https://b.example';
const PREFLIGHT = { 'Access-Control-Request-Method': 'PUT', 'Access-Control-Request-Headers': 'x-a' };

function serve(middleware: Middleware) {
  const app = express();
  app.disable('x-powered-by');
  app.use(middleware);
  app.get('/', (_, response) => {
    response.set('Vary', `${response.get('Vary') ?? ''}, Accept`).send('ok');
  });
  return app;
}

/** The headers that are ours. */
function corsHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith('access-control-') || name === 'vary'),
  );
}

describe('report only', () => {
  it('answers with the first policy, byte for byte, and reports what the second would change', async () => {
    const differences: PolicyDifference[] = [];
    const today = () => cors({ origin: [A], credentials: true, exposedHeaders: ['X-Total'] });
    const compared = reportOnly(today(), cors({ origin: [B], enforce: true }), {
      onDifference: (difference) => differences.push(difference),
    });
    for (const origin of [A, B, 'https://c.example', undefined]) {
      for (const method of ['get', 'options'] as const) {
        const headers = {
          ...(origin === undefined ? {} : { Origin: origin }),
          ...(method === 'options' ? PREFLIGHT : {}),
        };
        const expected = await request(serve(today()))[method]('/').set(headers);
        const actual = await request(serve(compared))[method]('/').set(headers);
        expect(actual.status).toBe(expected.status);
        expect(corsHeaders(actual.headers)).toEqual(corsHeaders(expected.headers));
      }
    }
    expect(compared.figures()).toEqual({ compared: 8, different: 6, reported: 6 });
    expect(differences.map(({ kind, exchange, origin }) => `${exchange} ${origin} ${kind}`)).toEqual([
      `actual ${A} newly-refused`,
      `preflight ${A} newly-refused`,
      `actual ${B} newly-allowed`,
      `preflight ${B} newly-allowed`,
      'actual https://c.example changed',
      'preflight https://c.example changed',
    ]);
    expect(differences[0]).toEqual({
      kind: 'newly-refused',
      exchange: 'actual',
      method: 'GET',
      url: '/',
      origin: A,
      changes: [
        { name: 'access-control-allow-origin', current: A, next: undefined },
        { name: 'access-control-allow-credentials', current: 'true', next: undefined },
        { name: 'access-control-expose-headers', current: 'X-Total', next: undefined },
        { name: 'status', current: undefined, next: '403' },
      ],
    });
  });

  it('compares any middleware, cors itself included, as browsers would read the headers', async () => {
    const differences: PolicyDifference[] = [];
    const legacy = legacyCors({ origin: [A], methods: ['PUT', 'DELETE'], allowedHeaders: ['X-A', 'X-B'] });
    const strict = cors({ origin: [A], methods: ['DELETE', 'PUT'], allowedHeaders: ['x-b', 'x-a'] });
    const app = serve(
      reportOnly(legacy as unknown as Middleware, strict, {
        onDifference: (difference) => differences.push(difference),
      }),
    );
    await request(app)
      .options('/')
      .set({ Origin: A, ...PREFLIGHT });
    expect(differences).toEqual([]);
    await request(app)
      .options('/')
      .set({ Origin: B, ...PREFLIGHT });
    expect(differences).toMatchObject([
      {
        kind: 'changed',
        changes: [
          { name: 'access-control-allow-methods', current: 'PUT,DELETE', next: undefined },
          { name: 'access-control-allow-headers', current: 'X-A,X-B', next: undefined },
        ],
      },
    ]);
  });

  it('reports each difference once, and so many in a minute', async () => {
    const differences: PolicyDifference[] = [];
    const compared = reportOnly(cors({ origin: [A] }), cors({ origin: [B] }), {
      onDifference: (difference) => differences.push(difference),
      maxPerMinute: 2,
    });
    const app = serve(compared);
    for (const origin of [A, A, A, B, B]) await request(app).get('/').set('Origin', origin);
    expect(differences.map(({ origin }) => origin)).toEqual([A, B]);
    await request(app)
      .options('/')
      .set({ Origin: A, ...PREFLIGHT });
    expect(differences).toHaveLength(2);
    expect(compared.figures()).toEqual({ compared: 6, different: 6, reported: 2 });
  });

  it('is not hurt by the second policy, nor by who listens', async () => {
    const second = cors({
      origin: (origin: string) => {
        if (origin === A) throw new Error('no database');
        return new Promise<boolean>(() => undefined);
      },
    });
    const app = serve(
      reportOnly(cors({ origin: [A, B] }), second, {
        onDifference: () => {
          throw new Error('no log');
        },
      }),
    );
    for (const origin of [A, B]) {
      const { status, headers } = await request(app).get('/').set('Origin', origin);
      expect([status, headers['access-control-allow-origin']]).toEqual([200, origin]);
    }
  });

  it('hands on what the first policy fails with', async () => {
    const failing = cors({ origin: () => Promise.reject(new Error('no database')) });
    const differences: PolicyDifference[] = [];
    const app = serve(
      reportOnly(failing, cors({ origin: [A] }), { onDifference: (one) => differences.push(one) }),
    );
    app.use(((error, _request, response, _next) => {
      response.status(503).send(error.message);
    }) satisfies express.ErrorRequestHandler);
    const { status, text } = await request(app).get('/').set('Origin', A);
    expect([status, text]).toEqual([503, 'no database']);
    expect(differences[0]?.changes).toContainEqual({
      name: 'error',
      current: 'Error: no database',
      next: undefined,
    });
  });

  it('compares a sample', async () => {
    const compared = reportOnly(cors({ origin: [A] }), cors({ origin: [B] }), {
      onDifference: () => undefined,
      sampleRate: 0,
    });
    const { headers } = await request(serve(compared)).get('/').set('Origin', A);
    expect(headers['access-control-allow-origin']).toBe(A);
    expect(compared.figures().compared).toBe(0);
  });
});

describe('counting', () => {
  const heard: CorsDecision[] = [];
  const listen = (message: unknown) => void heard.push(message as CorsDecision);
  afterEach(() => {
    unsubscribe('crossgate:decision', listen);
    heard.length = 0;
  });

  it('publishes each decision with labels of few values', async () => {
    subscribe('crossgate:decision', listen);
    const origin = async (asked: string) => {
      if (asked === 'https://c.example') throw new Error('no database');
      return asked === A;
    };
    const app = serve(countDecisions(cors({ origin }), 'api'));
    app.use(((_error, _request, response, _next) => {
      response.status(500).end();
    }) satisfies express.ErrorRequestHandler);
    await request(app).get('/');
    await request(app).get('/').set('Origin', A);
    await request(app).get('/').set('Origin', B);
    await request(app).get('/').set('Origin', 'https://c.example');
    await request(app)
      .options('/')
      .set({ Origin: A, ...PREFLIGHT });
    await request(app)
      .options('/')
      .set({ Origin: B, ...PREFLIGHT });
    expect(heard.map(({ policy, exchange, decision }) => [policy, exchange, decision])).toEqual([
      ['api', 'non-cors', 'none'],
      ['api', 'actual', 'allowed'],
      ['api', 'actual', 'refused'],
      ['api', 'actual', 'failed'],
      ['api', 'preflight', 'allowed'],
      ['api', 'preflight', 'refused'],
    ]);
    expect(heard[1]?.origin).toBe(A);
    expect(heard[1]?.duration).toBeGreaterThanOrEqual(0);
    expect(heard[1]?.request.url).toBe('/');
  });

  it('hands over request, response and next as they are while nobody listens', () => {
    const seen: unknown[] = [];
    const middleware = countDecisions((...given) => void seen.push(...given));
    const given = [{ headers: {} }, { statusCode: 200 }, () => undefined] as const;
    middleware(...(given as unknown as Parameters<Middleware>));
    expect(seen.map((value, index) => value === given[index])).toEqual([true, true, true]);
  });

  it('changes nothing of the response', async () => {
    const plain = await request(serve(cors({ origin: [A] })))
      .options('/')
      .set({ Origin: A, ...PREFLIGHT });
    subscribe('crossgate:decision', listen);
    const counted = await request(serve(countDecisions(cors({ origin: [A] }))))
      .options('/')
      .set({ Origin: A, ...PREFLIGHT });
    expect(counted.status).toBe(plain.status);
    expect({ ...counted.headers, date: '' }).toEqual({ ...plain.headers, date: '' });
    expect(heard).toHaveLength(1);
  });
});
