import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';

const SOURCE = readFileSync('examples/compat.js', 'utf8');
const AFTER = "from 'crossgate/compat'";
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null) continue;
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  }
});

/** Runs the example as it stands, or as it stood before its import was changed. */
async function start(source: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    env: { ...process.env, PORT: '0', CROSSGATE_QUIET: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface(child.stdout)) return line;
  throw new Error('The example ended before it listened.');
}

const REQUESTS = ['/products/1', '/orders', '/news', '/auth/connect/twitter', '/public', '/missing'].flatMap(
  (path) =>
    ['GET', 'OPTIONS', 'DELETE'].flatMap((method) =>
      [undefined, 'http://example.com', 'http://www.example2.com', 'http://mydomain.com'].map(
        (origin) => [method, path, origin] as const,
      ),
    ),
);

/** Status, header lines in their order and spelling, and body. */
async function ask(url: string, method: string, path: string, origin: string | undefined): Promise<unknown> {
  const headers = origin === undefined ? {} : { origin };
  const outgoing = request(url + path, { method, headers, agent: false }).end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const lines = response.rawHeaders.filter((_, index, all) => all[index - (index % 2)] !== 'Date');
  return { status: response.statusCode, lines, body: await text(response) };
}

async function answers(url: string): Promise<unknown[]> {
  const received: unknown[] = [];
  for (const one of REQUESTS) received.push([...one, await ask(url, ...one)]);
  return received;
}

it('examples/compat.js answers after the change of its import as it did before', async () => {
  expect(SOURCE.split(AFTER)).toHaveLength(2);
  const before = await answers(await start(SOURCE.replace(AFTER, "from 'cors'")));
  const after = await answers(await start(SOURCE));
  expect(after).toEqual(before);
  expect(JSON.stringify(before)).toContain('http://www.example2.com');
});
