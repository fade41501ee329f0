import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CorsControls, type CorsSource, createEngine, withControls } from '../cors.ts';
import type { RequestFacts } from '../exchange/classify.ts';
import type { Reply } from '../exchange/respond.ts';
import { type NodeResponse, writeReply } from '../exchange/write.ts';
import { keepInRawHead } from './fastify/raw-head.ts';
import { routesOf } from './fastify/routes.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What applies to this route, and to its preflights, instead of what the plugin was registered with. */
    cors?: CorsSource<FastifyRequest>;
  }
  interface FastifyInstance {
    /** The policy of this scope, and the way to change it. */
    cors: CorsControls<FastifyRequest>;
  }
}

type Done = (error?: Error) => void;

/**
 * CORS as a plugin for Fastify 5.
 *
 *     await app.register(cors, { origin: ['https://app.example'], credentials: true });
 *     app.put('/open', { config: { cors: { origin: '*' } } }, handler);
 *
 * It applies to the scope in which it is registered, and to those inside of it; register it before authentication.
 * Preflights are answered by its hook, whether or not there is a route for OPTIONS: it needs none and adds none.
 * Functions of yours get Fastify's request.
 *
 * The `config.cors` of a route applies to its preflights too. For that the plugin has to see the route being declared:
 * `await` the registration, or declare routes inside of plugins. A route that it did not see fails with an error.
 *
 * @param source options; a policy; or, behind a function as Fastify wants it, `() => delegate`.
 * @throws CorsOptionsError, which fails the registration, with every mistake in the options.
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export async function cors(instance: FastifyInstance, source: CorsSource<FastifyRequest>): Promise<void> {
  const engine = createEngine(source);
  const routes = routesOf(instance);

  function corsHook(request: FastifyRequest, reply: FastifyReply, next: Done): void {
    const chosen = routes.overrideOf(request) ?? engine;
    const answer = chosen.evaluate(request.raw as RequestFacts, request, reply.raw);
    if ('then' in answer) answer.then((settled) => deliver(settled, reply, next));
    else deliver(answer, reply, next);
  }

  instance.addHook('onRequest', corsHook);
  routes.watch(instance, corsHook);
  if (!Object.hasOwn(instance, 'cors')) instance.decorate('cors', withControls({}, engine));
}

// As `fastify-plugin` marks a plugin: its hooks belong to the scope that registers it, not to one of its own.
Object.assign(cors, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'crossgate',
  [Symbol.for('plugin-meta')]: { name: 'crossgate', fastify: '5.x' },
});

export default cors;

function deliver(reply: Reply, response: FastifyReply, next: Done): void {
  const isOpen = !response.sent && !response.raw.headersSent;
  const isAnswered = isOpen && writeReply(reply, new FastifyResponse(response));
  if (isOpen && !isAnswered) keepInRawHead(reply, response);
  if (reply.error !== undefined) next(reply.error as Error);
  else if (!isAnswered) next();
}

/** A reply as Node's hosts have it. */
class FastifyResponse implements NodeResponse {
  readonly #reply: FastifyReply;

  constructor(reply: FastifyReply) {
    this.#reply = reply;
  }

  get statusCode(): number {
    return this.#reply.statusCode;
  }

  set statusCode(status: number) {
    this.#reply.code(status);
  }

  getHeader(name: string): unknown {
    return this.#reply.getHeader(name);
  }

  setHeader(name: string, value: string): void {
    this.#reply.header(name, value);
  }

  removeHeader(name: string): void {
    this.#reply.removeHeader(name);
  }

  end(): void {
    this.#reply.send();
  }
}
