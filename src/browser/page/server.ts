import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Destination, nodeModules, sendOverHttp } from './node-http.ts';
import type { Transport } from './transport.ts';

/** What is needed of an `http.Server` or `https.Server`. */
export interface NodeServer {
  readonly listening: boolean;
  address(): unknown;
  listen(...target: never[]): unknown;
  close(...done: never[]): unknown;
}

/**
 * The server under test: an Express or Connect app or any other `(request, response)` listener; an `http.Server` or
 * `https.Server`, listening or not; or the base URL of one that runs elsewhere, such as `http://127.0.0.1:3000`.
 */
export type ServerTarget = ((...request: never[]) => unknown) | NodeServer | string;

/** Where requests go, whatever host they name. */
interface Place {
  readonly connect: Destination;
  readonly close: () => Promise<void>;
}

/**
 * Sends real HTTP to a server. It is made to listen, on a free port of this machine, by the first request.
 * @throws {TypeError} on what is no server.
 */
export function serverTransport(target: ServerTarget): Transport {
  const open = openerOf(target);
  let opened: Promise<Place> | undefined;
  return {
    async send(outgoing) {
      opened ??= open();
      // The certificate of a test server names another host than the one that is played.
      return sendOverHttp({ ...(await opened).connect, rejectUnauthorized: false }, outgoing);
    },
    async close() {
      const place = opened;
      opened = undefined;
      await (await place?.catch(() => undefined))?.close();
    },
  };
}

function openerOf(target: ServerTarget): () => Promise<Place> {
  if (typeof target === 'string') {
    const place = placeOfUrl(target);
    return async () => place;
  }
  if (typeof target === 'function') {
    return async () => {
      const { http: node } = await nodeModules();
      return placeOfServer(node.createServer(target as http.RequestListener));
    };
  }
  if (typeof target?.listening === 'boolean') return () => placeOfServer(target as http.Server);
  throw new TypeError(
    '`server` is no (request, response) function, no http.Server, and no URL. Of Koa pass app.callback(), of Fastify app.server after app.ready(), of Hono app.fetch as `fetch`.',
  );
}

function placeOfUrl(text: string): Place {
  if (!URL.canParse(text)) throw new TypeError(`${JSON.stringify(text)} is not the URL of a server.`);
  const { protocol, hostname, port, pathname } = new URL(text);
  if (pathname !== '/' || !/^https?:$/.test(protocol)) {
    throw new TypeError(`${JSON.stringify(text)}: write http or https, host and port only.`);
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  return { connect: { protocol, host, port: port || null }, close: async () => undefined };
}

async function placeOfServer(server: http.Server): Promise<Place> {
  const isOurs = !server.listening;
  if (isOurs) {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    // A test that forgets to close its page still ends.
    server.unref();
  }
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { connect: addressOf(server), close: isOurs ? close : async () => undefined };
}

function addressOf(server: http.Server): Place['connect'] {
  const protocol = 'setSecureContext' in server ? 'https:' : 'http:';
  const address = server.address();
  if (typeof address === 'string') return { protocol, socketPath: address };
  const { address: host, port } = address as AddressInfo;
  return { protocol, host: isUnspecified(host) ? 'localhost' : host, port };
}

function isUnspecified(host: string): boolean {
  return host === '::' || host === '0.0.0.0';
}
