#!/usr/bin/env node
// Sends the same requests to the built package on every runtime that can be had, and compares what comes back.
//
//     node test/runtimes/run.js                      all of them
//     node test/runtimes/run.js node@24 bun          some
//
// The runtimes come from the npm registry. One that cannot be had is said so, and is no failure; one that answers
// wrongly, or that does not answer in time, is.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { exchanges } from './exchanges.js';

const HERE = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const SECONDS_TO_FETCH = 180;
const SECONDS_TO_START = 30;

/** How each runtime is asked for its version (which also fetches it), and how it serves. */
const runtimes = {
  node: { version: [process.execPath, '--version'], serve: [process.execPath, 'serve-node.js'] },
  'node@22': npx('node@22', ['node', '--version'], ['node', 'serve-node.js']),
  'node@24': npx('node@24', ['node', '--version'], ['node', 'serve-node.js']),
  'node@26': npx('node@26', ['node', '--version'], ['node', 'serve-node.js']),
  bun: npx('bun@1', ['bun', '--version'], ['bun', 'serve-bun.js']),
  deno: npx(
    'deno@2',
    ['deno', '--version'],
    [
      'deno',
      'run',
      '--no-prompt',
      '--allow-net',
      '--allow-env',
      '--node-modules-dir=manual',
      'serve-deno.js',
    ],
  ),
  workerd: { ...npx('workerd@1', ['workerd', '--version'], []), prepare: prepareWorkerd },
};

function npx(name, version, serve) {
  const command = (rest) => ['npx', '-y', '-p', name, ...rest];
  return { version: command(version), serve: command(serve), command };
}

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(runtimes);
let hasFailed = false;
for (const name of chosen) {
  const { verdict, isFailure } = await tryRuntime(name);
  console.log(`${name}: ${verdict}`);
  hasFailed ||= isFailure;
}
process.exitCode = hasFailed ? 1 : 0;

async function tryRuntime(name) {
  const runtime = runtimes[name];
  if (runtime === undefined)
    return failure(`there is no such runtime here: ${Object.keys(runtimes).join(', ')}`);
  const version = await outputOf(runtime.version, /\d+\.\d+\.\d+|\d{4}-\d\d-\d\d/, SECONDS_TO_FETCH);
  if (version.match === undefined)
    return { verdict: `NOT RUN, cannot be had: ${version.why}`, isFailure: false };
  const directory = await mkdtemp(join(tmpdir(), 'crossgate-'));
  try {
    const serve =
      runtime.prepare === undefined ? runtime.serve : runtime.command(await runtime.prepare(directory));
    return await withServer(serve, async (url) => {
      const wrong = await differences(url);
      const done = `${exchanges.length - wrong.length} of ${exchanges.length} exchanges right (${version.match[0]})`;
      return wrong.length === 0
        ? { verdict: done, isFailure: false }
        : failure(`${done}\n${wrong.join('\n')}`);
    });
  } catch (error) {
    return failure(error.message);
  } finally {
    await rm(directory, { recursive: true });
  }
}

function failure(verdict) {
  return { verdict: `FAILED: ${verdict}`, isFailure: true };
}

/** Runs a command until it prints what is looked for, ends, or takes too long; then ends it and what it started. */
async function outputOf(command, pattern, seconds, use = async () => {}) {
  const [file, ...args] = command;
  // A group of its own, because npx leaves what it runs behind when it is killed.
  const child = spawn(file, args, { cwd: HERE, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = new Promise((resolve) => child.once('close', resolve));
  let output = '';
  let timer;
  const match = await new Promise((resolve) => {
    const look = (chunk) => {
      output += chunk;
      const found = pattern.exec(output);
      if (found !== null) resolve(found);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('error', (error) => {
      output += error.message;
      resolve(undefined);
    });
    child.once('close', () => resolve(undefined));
    timer = setTimeout(() => {
      output += ` (given up after ${seconds} s)`;
      resolve(undefined);
    }, seconds * 1000);
  });
  clearTimeout(timer);
  try {
    return {
      match,
      why: output.trim().split('\n').slice(-6).join('\n'),
      result: match && (await use(match)),
    };
  } finally {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
    await closed;
  }
}

/** Node, Bun and Deno print an address; workerd tells its port on the control channel, which is stdout here. */
async function withServer(command, use) {
  const isListening = /http:\/\/127\.0\.0\.1:(\d+)|"port":(\d+)/;
  const server = await outputOf(command, isListening, SECONDS_TO_START, ([, printed, told]) =>
    use(`http://127.0.0.1:${printed ?? told}`),
  );
  if (server.match === undefined) return failure(`the server did not start: ${server.why}`);
  return server.result;
}

async function differences(url) {
  const wrong = [];
  for (const [request, status, headers] of exchanges) {
    const received = await send(url, request);
    if (isDeepStrictEqual(received, { status, headers })) continue;
    wrong.push(
      `  ${JSON.stringify(request)}\n    expected ${JSON.stringify({ status, headers })}\n    received ${JSON.stringify(received)}`,
    );
  }
  return wrong;
}

async function send(url, { method, path, headers }) {
  const request = http.request(new URL(path, url), { method, headers, agent: false, timeout: 10_000 });
  request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path}`)));
  request.end();
  const [response] = await once(request, 'response');
  response.resume();
  const received = Object.entries(response.headers).filter(
    ([name]) => name.startsWith('access-control-') || name === 'vary',
  );
  return { status: response.statusCode, headers: Object.fromEntries(received) };
}

/** Workers are bundled before they are deployed, and configured by a file. */
async function prepareWorkerd(directory) {
  const { build } = await import('esbuild');
  const file = 'worker.js';
  await build({
    entryPoints: [join(HERE, 'serve-workerd.js')],
    outfile: join(directory, file),
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker'],
  });
  const config = join(directory, 'config.capnp');
  await writeFile(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "${file}")], compatibilityDate = "2025-01-01"))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);
`,
  );
  return ['workerd', 'serve', config, '--control-fd=1'];
}
