import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { CaseRequest } from '../cases/case.ts';
import type { Received } from './harness.ts';

/** Starts to listen on a free port of this machine. */
export async function listen(server: http.Server | http2.Http2Server | net.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

export async function close(server: http.Server | http2.Http2Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  if ('closeAllConnections' in server) server.closeAllConnections();
  await closed;
}

/** Sends over HTTP/1.1. The headers are a flat list, so that Node's client adds, joins and reorders nothing. */
export async function sendHttp1(
  port: number,
  { method, headers }: CaseRequest,
  path = '/',
): Promise<Received> {
  const hasHost = headers.some(([name]) => name === 'host');
  const host = hasHost ? [] : ['host', `127.0.0.1:${port}`];
  const lines = [...host, 'connection', 'close', ...headers.flat()];
  const length = method === 'POST' ? ['content-length', '0'] : [];
  const request = http.request({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: [...lines, ...length] as never,
  });
  request.end();
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  return {
    status: response.statusCode ?? 0,
    headers: pairsOf(response.rawHeaders),
    body: await text(response),
  };
}

/** Sends over HTTP/2 without TLS, where `:authority` stands for `host`. */
export async function sendHttp2(port: number, { method, headers }: CaseRequest): Promise<Received> {
  const session = http2.connect(`http://127.0.0.1:${port}`);
  try {
    const pseudo = headers.map(([name, value]) => [name === 'host' ? ':authority' : name, value]);
    const stream = session.request({ ':method': method, ':path': '/', ...Object.fromEntries(pseudo) });
    stream.end();
    const [received] = (await once(stream, 'response')) as [
      http2.IncomingHttpHeaders & http2.IncomingHttpStatusHeader,
    ];
    const pairs = Object.entries(received).map(([name, value]) => [name, String(value)] as const);
    return { status: received[':status'] ?? 0, headers: pairs, body: await text(stream) };
  } finally {
    session.close();
  }
}

/** Sends bytes as they are (each character one byte) and reads until the server closes: `connection: close` is needed. */
export async function sendBytes(port: number, bytes: string): Promise<Received> {
  const socket = net.connect(port, '127.0.0.1');
  socket.end(bytes, 'latin1');
  socket.setEncoding('latin1');
  let received = '';
  for await (const chunk of socket) received += chunk;
  const [head = '', ...body] = received.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(statusLine.split(' ')[1]), headers, body: body.join('\r\n\r\n') };
}

function pairsOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}
