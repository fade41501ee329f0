import http from 'node:http';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cors, createPolicy } from '../../src/index.ts';
import { APP, ask, EVIL, preflight } from '../cases/case.ts';
import { corsHeaders } from '../hosts/harness.ts';
import { listen, sendHttp1 } from '../hosts/wire.ts';

const policy = createPolicy({ origin: [APP], credentials: true, allowedHeaders: [], methods: 'POST' });

let server: http.Server;
let sockets: Server;
let port: number;
beforeAll(async () => {
  server = http.createServer();
  sockets = new Server(server, {
    // No page is kept from opening a WebSocket by CORS: its origin is looked at here.
    allowRequest: async ({ headers }, decide) =>
      decide(null, headers.origin === undefined || (await policy.allowsOrigin(headers.origin))),
  });
  sockets.engine.use(cors(policy));
  sockets.on('connection', (socket) => socket.emit('hello', socket.conn.transport.name));
  port = await listen(server);
});
afterAll(() => sockets.close());

const READABLE = {
  'access-control-allow-origin': APP,
  'access-control-allow-credentials': 'true',
  vary: 'Origin',
};

describe('Socket.IO', () => {
  it.each([
    ['polling from an allowed origin', ask(APP), 200, READABLE],
    ['polling from a refused origin', ask(EVIL), 403, { vary: 'Origin' }],
    ['a preflight', preflight(APP, 'POST'), 204, { ...READABLE, 'access-control-allow-methods': 'POST' }],
  ])('%s', async (_, request, status, headers) => {
    const received = await sendHttp1(port, request, '/socket.io/?EIO=4&transport=polling');
    expect({ status: received.status, headers: corsHeaders(received.headers) }).toEqual({ status, headers });
  });

  it.each(['polling', 'websocket'])('connects an allowed origin by %s, and no other', async (transport) => {
    expect(await connect(APP, transport)).toBe(transport);
    await expect(connect(EVIL, transport)).rejects.toThrow(/error/);
  });
});

/** @returns the transport that the server greeted by. */
function connect(origin: string, transport: string): Promise<string> {
  const client = io(`http://127.0.0.1:${port}`, {
    transports: [transport],
    extraHeaders: { origin },
    reconnection: false,
    forceNew: true,
  });
  return new Promise<string>((resolve, reject) => {
    client.on('hello', resolve);
    client.on('connect_error', reject);
  }).finally(() => client.close());
}
