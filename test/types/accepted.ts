import http from 'node:http';
import http2 from 'node:http2';
import connect from 'connect';
import express from 'express';
import express4 from 'express4';
import defaultCors, {
  type CorsDelegate,
  type CorsMiddleware,
  type CorsOptions,
  type CorsSource,
  cors,
  createPolicy,
  isCorsOptionsError,
  type NodeRequest,
  type NormalizedOptions,
  type OriginFunction,
  originList,
  type Policy,
} from '../../src/index.ts';

/** What has to compile. It is never run. */
export function options(variable: string, source: CorsSource<NodeRequest>): CorsMiddleware[] {
  const wide: CorsOptions = { origin: '*', credentials: true };
  return [
    cors(),
    defaultCors({}),
    cors({ origin: '*' }),
    cors({ origin: true }),
    cors({ origin: false, credentials: true }),
    cors({ origin: 'https://a.example', credentials: true }),
    cors({
      origin: ['https://a.example', 'https://*.b.example:*', /^https:\/\/c\.example$/],
      credentials: true,
    }),
    cors({ origin: ['https://a.example'] as const }),
    cors({ origin: new Set(['https://a.example']), credentials: true }),
    cors({ origin: /^https:\/\/a\.example$/ }),
    cors({ origin: originList(variable), credentials: true }),
    cors({ origin: variable, credentials: true }),
    cors({ origin: '*', credentials: true, dangerously: { reflectAnyOrigin: true } }),
    cors({ origin: (origin) => origin.endsWith('.example') }),
    cors({ origin: async (origin, request) => origin === request.headers['x-site'] }),
    cors({ origin: (_origin, request: express.Request) => request.secure, credentials: true }),
    cors({ methods: ['GET', 'PATCH', 'PURGE'], allowedHeaders: 'X-A, X-B', exposedHeaders: [], maxAge: 600 }),
    cors({ methods: undefined, maxAge: undefined, credentials: undefined, vary: undefined }),
    cors({
      methods: 'put',
      preflightContinue: true,
      optionsSuccessStatus: 200,
      enforce: true,
      vary: ['X-Tenant'],
    }),
    cors(wide),
    cors(source),
    cors(createPolicy({ origin: 'https://a.example' })),
    cors((request) => ({ origin: request.url === '/public' ? '*' : 'https://a.example' })),
    cors(async () => createPolicy()),
    cors((_request: NodeRequest) => wide),
    cors((request: express.Request) => ({ origin: request.secure })),
    cors(async (request: express.Request) => ({ origin: request.secure })),
  ];
}

const decide: OriginFunction = (origin, request) => origin.length > 0 && request.method === 'GET';
export const delegate: CorsDelegate<NodeRequest> = () => ({ origin: decide });

/** Every host's own way to mount it. */
export function hosts(): void {
  for (const app of [express(), express4()]) {
    app.use(cors());
    app.use('/api', cors({ origin: 'https://a.example' }));
    app.options('/item', cors());
    app.get('/item', cors(), (request, response) => {
      response.send(request.ip);
    });
  }
  express.Router().use(cors()).post('/', cors());
  connect().use(cors()).use('/api', cors());
  const middleware = cors();
  http.createServer((request, response) => middleware(request, response, () => response.end()));
  http2.createServer((request, response) => middleware(request, response, () => response.end()));
  const server = http.createServer();
  const policy = createPolicy({ origin: 'https://a.example' });
  server.on('upgrade', (request, socket) => {
    if (policy.allowsOrigin(request.headers.origin) !== true) socket.destroy();
  });
}

/** What is read back. */
export function reading(middleware: CorsMiddleware, error: unknown): unknown[] {
  const policy: Policy | undefined = middleware.policy;
  const normalized: NormalizedOptions | undefined = policy?.options;
  const verdict: boolean | Promise<boolean> | undefined = policy?.allowsOrigin(undefined);
  middleware.update({ origin: 'https://b.example' });
  middleware.update(async () => ({}));
  const again: Policy | undefined = normalized && createPolicy(normalized);
  return [
    verdict,
    again,
    isCorsOptionsError(error) ? error.issues.map(({ code, path, fix }) => [code, path, fix]) : [],
  ];
}
