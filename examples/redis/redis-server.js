// A redis-server of one's own: loopback only, a free port, a directory that is removed afterwards.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether Debian's package, or another, has put redis-server on the path. */
export function hasRedisServer() {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** Starts one. `flags` are further arguments of redis-server; data survives `kill` and `start`. */
export async function startRedis(flags = []) {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'crossgate-redis-'));
  let child;

  async function start() {
    const own = ['--port', port, '--bind', '127.0.0.1', '--dir', directory, '--save', ''];
    const log = ['--appendonly', 'yes', '--appendfsync', 'always'];
    child = spawn('redis-server', [...own, ...log, ...flags].map(String), { stdio: 'ignore' });
    await answer(port);
  }

  async function kill(signal = 'SIGKILL') {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    /** Keeps connections open and answers nothing, until `thaw`. */
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    async stop() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until it answers PING with PONG; a server that still reads its data answers LOADING. */
async function answer(port) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      socket.write('PING\r\n');
      const [reply] = await once(socket, 'data');
      if (String(reply).startsWith('+PONG')) return;
    } catch {
      // Not there yet.
    } finally {
      socket.destroy();
    }
    await sleep(25);
  }
  throw new Error(`redis-server does not answer on port ${port}.`);
}
