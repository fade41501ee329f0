import Fastify, { type FastifyRequest } from 'fastify';
import { Hono, type Context as HonoContext } from 'hono';
import Koa from 'koa';
import { expect, expectTypeOf, it } from 'vitest';
import { cors as fastifyCors } from '../../src/adapters/fastify.ts';
import { withCors } from '../../src/adapters/fetch.ts';
import { cors as honoCors } from '../../src/adapters/hono.ts';
import { cors as koaCors } from '../../src/adapters/koa.ts';
import { isCorsOptionsError } from '../../src/index.ts';

const refused = expect.toSatisfy(isCorsOptionsError);
const handler = () => new Response();

it('what the compiler refuses is refused at start-up too', () => {
  // @ts-expect-error: every origin with credentials
  expect(() => koaCors({ origin: '*', credentials: true })).toThrow(refused);
  // @ts-expect-error: a trailing slash
  expect(() => koaCors({ origin: 'https://app.example/' })).toThrow(refused);
  // @ts-expect-error: browsers do not send this method
  expect(() => honoCors({ methods: ['patch'] })).toThrow(refused);
  // @ts-expect-error: no such option
  expect(() => honoCors({ origins: ['https://app.example'] })).toThrow(refused);
  // @ts-expect-error: every origin with credentials
  expect(() => withCors(handler, { credentials: true })).toThrow(refused);
  // @ts-expect-error: no such option
  expect(() => withCors(handler, { allowHeaders: ['X-A'] })).toThrow(refused);
});

it("functions get the host's own request", async () => {
  koaCors({
    origin: (origin, context) => {
      expectTypeOf(origin).toEqualTypeOf<string>();
      expectTypeOf(context).toEqualTypeOf<Koa.Context>();
      return true;
    },
  });
  honoCors({
    origin: (_, context) => {
      expectTypeOf(context).toEqualTypeOf<HonoContext>();
      return true;
    },
  });
  withCors(handler, {
    origin: (_, request) => {
      expectTypeOf(request).toEqualTypeOf<Request>();
      return true;
    },
  });
  const app = Fastify();
  await app.register(fastifyCors, {
    origin: (_, request) => {
      expectTypeOf(request).toEqualTypeOf<FastifyRequest>();
      return true;
    },
  });
  await app.close();
});

it('the frameworks take the middleware, with state and bindings of the application', () => {
  interface State {
    user: string;
  }
  expectTypeOf(new Koa<State>().use(koaCors()).use((context) => void context.state.user)).toExtend<object>();
  const app = new Hono<{ Bindings: { KV: object } }>();
  expectTypeOf(
    app.use('*', honoCors()).get('/', (context) => context.json(context.env.KV)),
  ).toExtend<object>();
});

it('a wrapped handler keeps what it takes', () => {
  class NextRequest extends Request {
    readonly nextUrl = new URL('https://app.example');
  }
  interface RouteContext {
    params: Promise<{ id: string }>;
  }
  const GET = withCors((_request: NextRequest, _context: RouteContext) => Response.json({}), {
    origin: ['https://app.example'],
  });
  expectTypeOf<Parameters<typeof GET>>().toEqualTypeOf<[request: NextRequest, context: RouteContext]>();
  expectTypeOf<ReturnType<typeof GET>>().toEqualTypeOf<Promise<Response>>();
  expectTypeOf(withCors((request: Request) => new Hono().fetch(request))).toExtend<
    (request: Request) => Promise<Response>
  >();
});
