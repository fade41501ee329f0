import type {
  FastifyInstance,
  FastifyRequest,
  HTTPMethods,
  onRequestHookHandler,
  RouteOptions,
} from 'fastify';
import { type CorsSource, createEngine, type Engine } from '../../cors.ts';
import { classify, type RequestFacts } from '../../exchange/classify.ts';
import { REQUEST_METHOD } from '../../spec/names.ts';

type Source = CorsSource<FastifyRequest>;

/** A route whose preflights are not simply the affair of the root's policy. */
interface Target {
  readonly scope: FastifyInstance;
  readonly override: Source | undefined;
}

/** Goes through Fastify's router in the place of a constraint, and comes back with the target. */
interface Search {
  found: Target | undefined;
}

type DeclaredRoute = RouteOptions & { readonly routePath: string; readonly prefix: string };

const CONSTRAINT = 'crossgateTarget';

/**
 * Knows which route a preflight asks about. Only Fastify's router can tell, with its parameters, wildcards and rules of
 * case; and it shows a route's `config` to that route's own requests only. So a route that matters gets a twin of the
 * same method and URL, under a constraint that no request meets: `findRoute` finds it, and nothing else does.
 */
export class CorsRoutes {
  readonly #root: FastifyInstance;
  readonly #engines = new WeakMap<Source, Engine<FastifyRequest>>();
  readonly #targets = new Map<string, Target>();

  constructor(root: FastifyInstance) {
    this.#root = root;
    root.addConstraintStrategy({ name: CONSTRAINT, storage: createStore, deriveConstraint: () => undefined });
  }

  /**
   * Sees the routes of a scope as they are declared.
   *
   * A preflight without a route of its own belongs to the root, and hooks of an inner scope never see it: for the
   * routes of such a scope, `hook` also runs from the root.
   */
  watch(scope: FastifyInstance, hook: onRequestHookHandler): void {
    const routes = this;
    const isRoot = scope === this.#root;
    scope.addHook('onRoute', function (route) {
      routes.#declare(this, route, isRoot);
    });
    if (isRoot) return;
    this.#root.addHook('onRequest', function (request, reply, done) {
      const target = routes.#targetOf(request);
      if (target !== undefined && isWithin(target.scope, scope)) hook.call(this, request, reply, done);
      else done();
    });
  }

  /**
   * What applies to a request instead of the policy of its scope: the override of its route, or of the route that it
   * asks about.
   * @throws Error when that route was declared before anything watched.
   */
  overrideOf(request: FastifyRequest): Engine<FastifyRequest> | undefined {
    const { method, url, config } = request.routeOptions;
    const override = this.#targetOf(request)?.override ?? config.cors;
    if (override === undefined) return undefined;
    const engine = this.#engines.get(override);
    if (engine !== undefined) return engine;
    throw new Error(
      `${method} ${url} has a config.cors, but was declared before the CORS plugin was loaded, so its preflights ` +
        'cannot be answered. Write await app.register(cors, ...) before it.',
    );
  }

  #declare(scope: FastifyInstance, route: DeclaredRoute, isRoot: boolean): void {
    const override = route.config?.cors;
    const isTwin = route.constraints !== undefined && CONSTRAINT in route.constraints;
    if (isTwin || (isRoot && override === undefined)) return;
    if (override !== undefined && !this.#engines.has(override)) {
      this.#engines.set(override, createEngine(override));
    }
    for (const method of [route.method].flat()) {
      const key = `${method} ${route.url}`;
      const known = this.#targets.get(key);
      if (known === undefined) this.#addTwin(key, { scope, override }, method, route);
      else if (known.override !== override) {
        throw new Error(
          `${key} is declared twice, with different config.cors: preflights do not tell which.`,
        );
      }
    }
  }

  #addTwin(
    key: string,
    target: Target,
    method: string,
    { routePath, prefix, prefixTrailingSlash }: DeclaredRoute,
  ): void {
    this.#targets.set(key, target);
    target.scope.route({
      method: method as HTTPMethods,
      // The hook is told "" for a "/" under a prefix, which stands for both; except for HEAD, where it is told of both.
      url: routePath === '' && prefix !== '' && method !== 'HEAD' ? '/' : routePath,
      ...(prefixTrailingSlash === undefined ? {} : { prefixTrailingSlash }),
      exposeHeadRoute: false,
      // For the plugins that document routes.
      schema: { hide: true } as object,
      constraints: { [CONSTRAINT]: target },
      handler: (_, reply) => reply.callNotFound(),
    });
  }

  #targetOf(request: FastifyRequest): Target | undefined {
    const facts = request.raw as RequestFacts;
    if (this.#targets.size === 0 || classify(facts) !== 'preflight') return undefined;
    const method = facts.headers[REQUEST_METHOD] as HTTPMethods;
    if (!this.#root.supportedMethods.includes(method)) return undefined;
    const search: Search = { found: undefined };
    const route = this.#root.findRoute({ method, url: request.url, constraints: { [CONSTRAINT]: search } });
    return route === null ? undefined : search.found;
  }
}

const routesByRoot = new WeakMap<FastifyInstance, CorsRoutes>();

/** The routes of an application, shared by all its scopes: these have it as their prototype. */
export function routesOf(instance: FastifyInstance): CorsRoutes {
  let root = instance;
  for (let parent = root; parent !== Object.prototype; parent = Object.getPrototypeOf(parent)) root = parent;
  const routes = routesByRoot.get(root) ?? new CorsRoutes(root);
  routesByRoot.set(root, routes);
  return routes;
}

function isWithin(inner: FastifyInstance, outer: FastifyInstance): boolean {
  return inner === outer || Object.prototype.isPrototypeOf.call(outer, inner);
}

/** What the router keeps at a URL. It sets a target together with the bits that stand for it, and asks for the bits. */
function createStore() {
  let target: Target | undefined;
  let bits: unknown = null;
  return {
    get(value: unknown) {
      if (isSearch(value)) value.found = target;
      return isSearch(value) || value === target ? (bits as never) : null;
    },
    set(value: unknown, newBits: unknown) {
      target = value as Target;
      bits = newBits;
    },
  };
}

function isSearch(value: unknown): value is Search {
  return typeof value === 'object' && value !== null && 'found' in value;
}
