import { createServer, type Server, type Socket } from 'node:net';
import { PAGE_HTML } from './page.ts';
import { type Scenario, type ScriptedReply, type Sites, servedReply } from './scenario.ts';

/** A request as it came over the wire. Header names in lower case, lines of one name joined. */
export interface SeenRequest {
  readonly hop: number;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ScriptedServer {
  readonly port: number;
  /** A second door to the same server: one more origin for browsers that know no other host. */
  readonly otherPort: number;
  /** Serves a page that runs `script` with `runTask` at hand, at `/run` and, without an origin, at `/run-opaque`. */
  serveRunner(script: string): void;
  /** Scenarios that the server answers from now on. */
  script(sites: Sites, scenarios: readonly Scenario[]): void;
  /** What came for a scenario, in order. */
  seen(id: number): readonly SeenRequest[];
  close(): Promise<void>;
}

/**
 * A loopback server that says byte for byte what a scenario tells it. It speaks HTTP/1.1 itself: Node's server knows
 * no method `patch`, and adds headers of its own.
 */
export async function startServer(): Promise<ScriptedServer> {
  const scripts = new Map<number, { sites: Sites; scenario: Scenario }>();
  const log = new Map<number, SeenRequest[]>();
  const sockets = new Set<Socket>();
  let runner = '';

  function answer(method: string, path: string, headers: Record<string, string>): string {
    if (path === '/') return page(PAGE_HTML);
    if (path === '/opaque') return page(PAGE_HTML, SANDBOX);
    if (path === '/run') return page(PAGE_HTML + runner);
    if (path === '/run-opaque') return page(PAGE_HTML + runner, SANDBOX);
    const [, id, hop] = /^\/s\/(\d+)\/(\d+)$/.exec(path) ?? [];
    const script = scripts.get(Number(id));
    if (script === undefined) return 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n';
    const { sites, scenario } = script;
    log.set(scenario.id, [...(log.get(scenario.id) ?? []), { hop: Number(hop), method, headers }]);
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
    return serialize(servedReply(sites, scenario, Number(hop), isPreflight ? 'preflight' : 'reply'));
  }

  const converse = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let pending = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      pending += chunk;
      for (let end = pending.indexOf('\r\n\r\n'); end !== -1; end = pending.indexOf('\r\n\r\n')) {
        const [first = '', ...lines] = pending.slice(0, end).split('\r\n');
        pending = pending.slice(end + 4);
        const [method = '', path = ''] = first.split(' ');
        socket.write(answer(method, path, parseHeaders(lines)), 'latin1');
      }
    });
  };
  const doors = [createServer(converse), createServer(converse)];
  const [port = 0, otherPort = 0] = await Promise.all(doors.map(listen));
  return {
    port,
    otherPort,
    serveRunner: (script) => {
      runner = `<script>${script.replaceAll('</', '<\\/')}</script>`;
    },
    script: (sites, scenarios) => {
      for (const scenario of scenarios) scripts.set(scenario.id, { sites, scenario });
    },
    seen: (id) => log.get(id) ?? [],
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(doors.map((door) => new Promise((resolve) => door.close(resolve))));
    },
  };
}

const SANDBOX = 'content-security-policy: sandbox allow-scripts\r\n';

function listen(door: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    door.once('error', reject);
    door.listen(0, '127.0.0.1', () => {
      const address = door.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function page(html: string, header = ''): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n${header}content-length: ${html.length}\r\n\r\n${html}`;
}

function serialize({ status, headers }: ScriptedReply): string {
  return `HTTP/1.1 ${status} Scripted\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

function parseHeaders(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}
