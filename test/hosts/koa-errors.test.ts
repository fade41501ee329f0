import { createReadStream } from 'node:fs';
import http from 'node:http';
import Koa from 'koa';
import Koa2 from 'koa2';
import { afterEach, describe, expect, it } from 'vitest';
import { cors } from '../../src/adapters/koa.ts';
import { createPolicy, isCorsOptionsError } from '../../src/index.ts';
import { APP, ask, EVIL, preflight } from '../cases/case.ts';
import { corsHeaders } from './harness.ts';
import { close, listen, sendHttp1 } from './wire.ts';

const LIST = { origin: [APP], allowedHeaders: [] };
const READABLE = { 'access-control-allow-origin': APP, vary: 'Origin' };

let server: http.Server | undefined;
afterEach(async () => {
  if (server !== undefined) await close(server);
  server = undefined;
});

interface App {
  silent: boolean;
  callback(): http.RequestListener;
}

async function send(app: App, request = ask(APP)) {
  app.silent = true;
  server = http.createServer(app.callback());
  const { status, headers, body } = await sendHttp1(await listen(server), request);
  return { status, headers: corsHeaders(headers), body };
}

/** Nothing but the head is compared where the body is Koa's own text. */
const headOf = async (app: App, request = ask(APP)) => {
  const { status, headers } = await send(app, request);
  return { status, headers };
};

describe.each([
  ['Koa 3', () => new Koa()],
  ['Koa 2', () => new Koa2()],
])('errors on %s', (_, create) => {
  const failingWith = (thrown: unknown) =>
    create()
      .use(cors(LIST))
      .use(() => {
        throw thrown;
      });

  it.each([
    ['an error', new Error('x'), 500],
    ['an error with a status', Object.assign(new Error('x'), { status: 418 }), 418],
    [
      'an error of another realm',
      Object.create(new Error('x'), { [Symbol.toStringTag]: { value: 'Error' } }),
      500,
    ],
    ['an error that cannot carry them', Object.freeze(new Error('x')), 500],
    ['a string', 'x', 500],
    ['a plain object', { status: 404 }, 500],
  ])('keep the headers: %s', async (_, thrown, status) => {
    expect(await headOf(failingWith(thrown))).toEqual({ status, headers: READABLE });
  });

  it('keep the headers that the error brings, merge its Vary, and let no CORS header of its own through', async () => {
    const headers = { 'Retry-After': '7', Vary: 'Accept', 'Access-Control-Allow-Origin': '*' };
    const app = failingWith(Object.assign(new Error('x'), { headers }));
    expect(await headOf(app)).toEqual({ status: 500, headers: { ...READABLE, vary: 'Origin, Accept' } });
  });

  it('carry the headers to an outer handler of errors, by the error and on the context', async () => {
    const seen: unknown[] = [];
    const app = create();
    app.use(async (ctx, next) => {
      try {
        await next();
      } catch (error) {
        seen.push(Reflect.get(error as object, 'headers'));
        ctx.status = 503;
        ctx.body = 'sorry';
      }
    });
    app.use(cors(LIST)).use((ctx) => ctx.throw(404));
    expect(await send(app)).toEqual({ status: 503, headers: READABLE, body: 'sorry' });
    expect(seen).toEqual([READABLE]);
  });

  it('keep what an inner policy decided', async () => {
    const app = create()
      .use(cors())
      .use(cors(LIST))
      .use((ctx) => ctx.throw(403));
    expect(await headOf(app, ask(EVIL))).toEqual({ status: 403, headers: { vary: 'Origin' } });
  });
});

describe('Koa', () => {
  // Koa 3 pipes a body into the response, and one that fails there ends the connection: there is no response at all.
  it('keeps the headers when a body cannot be read by Koa 2', async () => {
    const app = new Koa2().use(cors(LIST)).use((ctx) => {
      ctx.body = createReadStream('/does/not/exist');
    });
    expect(await headOf(app)).toEqual({ status: 404, headers: READABLE });
  });

  it('respects ctx.vary, before and after', async () => {
    const app = new Koa();
    app.use((ctx, next) => {
      ctx.vary('Accept');
      return next();
    });
    app.use(cors(LIST)).use((ctx) => {
      ctx.vary('Cookie');
      ctx.vary('origin');
      ctx.body = 'ok';
    });
    const headers = { ...READABLE, vary: 'Accept, Origin, Cookie' };
    expect(await send(app)).toEqual({ status: 200, headers, body: 'ok' });
  });

  it('answers with an empty body, whatever type was set', async () => {
    const app = new Koa();
    app.use((ctx, next) => {
      ctx.type = 'json';
      return next();
    });
    app.use(cors({ ...LIST, enforce: true, optionsSuccessStatus: 200 }));
    expect(await send(app, ask(EVIL))).toEqual({ status: 403, headers: { vary: 'Origin' }, body: '' });
    await close(server as http.Server);
    expect(await send(app, preflight(APP))).toMatchObject({ status: 200, body: '' });
  });

  it('hands its context to functions', async () => {
    interface State {
      tenant?: string;
    }
    const app = new Koa<State>();
    app.use((ctx, next) => {
      ctx.state.tenant = 'app';
      return next();
    });
    app.use(
      cors((ctx: Koa.ParameterizedContext<State>) => ({ origin: [`https://${ctx.state.tenant}.example`] })),
    );
    app.use(cors({ origin: async (origin, ctx) => origin === APP && ctx.path === '/' }));
    app.use((ctx) => {
      ctx.body = 'ok';
    });
    expect(await headOf(app)).toEqual({ status: 200, headers: READABLE });
  });

  it('shows its policy, and takes another one', () => {
    const policy = createPolicy<Koa.Context>(LIST);
    const middleware = cors(policy);
    expect(middleware.policy).toBe(policy);
    expect(() => middleware.update({ origin: 'x' })).toThrow(expect.toSatisfy(isCorsOptionsError));
    expect(middleware.policy).toBe(policy);
    middleware.update({ origin: [EVIL] });
    expect(middleware.policy?.options.origin).toEqual([EVIL]);
    expect(cors(() => LIST).policy).toBe(undefined);
  });
});
