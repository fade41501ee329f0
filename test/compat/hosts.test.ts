import http from 'node:http';
import connect from 'connect';
import express from 'express';
import express4 from 'express4';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterEach, expect, it } from 'vitest';
import cors, {
  type CorsOptions,
  type CorsOptionsDelegate,
  type CorsRequest,
} from '../../src/compat/index.ts';
import { close, listen, sendHttp1 } from '../hosts/wire.ts';

const quiet = { quiet: true };
const A = 'http://a.com';
const servers: http.Server[] = [];

afterEach(() => Promise.all(servers.splice(0).map(close)));

async function serve(listener: http.RequestListener): Promise<number> {
  const server = http.createServer(listener);
  servers.push(server);
  return listen(server);
}

/** Header lines that are about CORS, as they came over the wire. */
async function ask(port: number, method: string, headers: [string, string][] = [['Origin', A]]) {
  const received = await sendHttp1(port, { method, headers });
  const lines = received.headers.filter(([name]) => /^(?:access-control-|vary$|content-length$)/i.test(name));
  return { status: received.status, headers: Object.fromEntries(lines), body: received.body };
}

const PREFLIGHT = {
  status: 204,
  headers: {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET,HEAD,PUT,PATCH,POST,DELETE',
    Vary: 'Access-Control-Request-Headers',
    'Content-Length': '0',
  },
  body: '',
};

it.each<[string, () => http.RequestListener]>([
  [
    'Express 5',
    () =>
      express()
        .use(cors(undefined, quiet))
        .use((_, res) => void res.send('ok')),
  ],
  [
    'Express 4',
    () =>
      express4()
        .use(cors(undefined, quiet))
        .use((_, res) => void res.send('ok')),
  ],
  [
    'Connect',
    () =>
      connect()
        .use(cors(undefined, quiet))
        .use((_: unknown, res: http.ServerResponse) => res.end('ok')),
  ],
  [
    'node:http',
    () => {
      const middleware = cors(undefined, quiet);
      return (req, res) => middleware(req, res, () => res.end('ok'));
    },
  ],
])('serves on %s', async (_, makeListener) => {
  const port = await serve(makeListener());
  expect(await ask(port, 'OPTIONS')).toEqual(PREFLIGHT);
  expect(await ask(port, 'GET')).toMatchObject({
    status: 200,
    headers: { 'Access-Control-Allow-Origin': '*' },
    body: 'ok',
  });
});

it('keeps its headers on 401, 404 and 500', async () => {
  const app = express();
  app.use(cors({ origin: A }, quiet));
  app.get('/', (request, response, next) => {
    if (request.headers.authorization === undefined) response.status(401).end();
    else next(new Error('broken'));
  });
  app.use(((_error, _request, response, _next) => {
    response.status(500).end();
  }) as express.ErrorRequestHandler);
  const port = await serve(app);
  const headers = { 'Access-Control-Allow-Origin': A, Vary: 'Origin' };
  expect(await ask(port, 'GET')).toMatchObject({ status: 401, headers });
  expect(await ask(port, 'GET', [['Authorization', 'Basic x']])).toMatchObject({ status: 500, headers });
  expect(await ask(port, 'POST')).toMatchObject({ status: 404, headers });
});

it('hands a body on untouched while an origin function is asked', async () => {
  const app = express();
  app.use(cors({ origin: (_, callback) => void setTimeout(() => callback(null, true), 5) }, quiet));
  app.post('/', express.text({ type: '*/*' }), (request, response) => {
    response.send(`got ${request.body.length}`);
  });
  const port = await serve(app);
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x'.repeat(90_000) });
  expect(await response.text()).toBe('got 90000');
});

it('a stricter route takes back what the application allowed', async () => {
  const app = express();
  app.use(cors({ exposedHeaders: 'x-a' }, quiet));
  app.get('/', cors({ origin: ['http://b.com'] }, quiet), (_request, response) => {
    response.send('ok');
  });
  expect((await ask(await serve(app), 'GET')).headers).toEqual({ Vary: 'Origin', 'Content-Length': '2' });
});

it('two Origin lines, as Node joins them, are no origin', async () => {
  const port = await serve(express().use(cors({ origin: true }, quiet)));
  const { headers } = await ask(port, 'OPTIONS', [
    ['Origin', A],
    ['Origin', 'http://b.com'],
  ]);
  expect(headers).not.toHaveProperty('Access-Control-Allow-Origin');
  expect(headers).toMatchObject({ Vary: 'Origin, Access-Control-Request-Headers' });
});

/** What a NestJS application does with `app.enableCors(optionsOrDelegate)` on its Express platform. */
class NestLikeApplication {
  readonly server = express();
  enableCors(options?: CorsOptions | CorsOptionsDelegate<CorsRequest>): void {
    this.server.use(cors(options, quiet));
  }
}

it('serves behind the enableCors of NestJS', async () => {
  const nest = new NestLikeApplication();
  nest.enableCors((request, callback) => callback(null, { origin: request.headers.origin === A }));
  nest.server.use((_, response) => void response.send('ok'));
  const port = await serve(nest.server);
  expect((await ask(port, 'GET')).headers).toMatchObject({
    'Access-Control-Allow-Origin': A,
    Vary: 'Origin',
  });
  expect((await ask(port, 'GET', [['Origin', 'http://b.com']])).headers).toEqual({
    Vary: 'Origin',
    'Content-Length': '2',
  });
});

it('serves polling and upgrades of Socket.IO', async () => {
  const server = http.createServer();
  const sockets = new Server(server);
  sockets.engine.use(cors({ origin: [A], credentials: true }, quiet));
  const port = await listen(server);
  try {
    const { headers } = await sendHttp1Polling(port);
    expect(headers).toMatchObject({
      'access-control-allow-origin': A,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    });
    const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], extraHeaders: { Origin: A } });
    await new Promise<void>((resolve, reject) => {
      client.once('connect', resolve);
      client.once('connect_error', reject);
    });
    client.disconnect();
  } finally {
    await sockets.close();
  }
});

async function sendHttp1Polling(port: number): Promise<{ headers: Record<string, string> }> {
  const response = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`, {
    headers: { Origin: A },
  });
  await response.text();
  return { headers: Object.fromEntries(response.headers) };
}
