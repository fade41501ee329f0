import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CorsSource } from '../../src/cors.ts';
import { APP, DEFAULT_METHODS, REFLECTS_HEADERS } from '../cases/case.ts';
import { corsHeaders } from './harness.ts';
import { express5Host, httpHost, type RunningServer } from './node-hosts.ts';
import { sendBytes } from './wire.ts';

/** Everything is sent back that may be sent back: the policies with the most to lose. */
const LIST = { origin: [APP], credentials: true, methods: '*' };
const ANYONE = { origin: '*', credentials: true, dangerously: { reflectAnyOrigin: true } };
const REGEXP = { origin: /^https:\/\/[^/]*$/ };

const ACAC = { 'access-control-allow-credentials': 'true' };
const GRANTED_VARY = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';
const granted = (more: Record<string, string>) => ({
  status: 204,
  headers: { 'access-control-allow-origin': APP, ...ACAC, vary: GRANTED_VARY, ...more },
});
const allowed = { status: 200, headers: { 'access-control-allow-origin': APP, ...ACAC, vary: 'Origin' } };
const refused = { status: 200, headers: { vary: 'Origin' } };

describe.each([httpHost, express5Host])('hostile bytes on $name', (host) => {
  const running = new Map<CorsSource<unknown>, RunningServer>();

  beforeAll(async () => {
    for (const source of [LIST, ANYONE, REGEXP]) {
      running.set(source, await host.start([source], { vary: [], behaviour: 'ok' }, () => 200));
    }
  });
  afterAll(async () => {
    for (const source of [LIST, ANYONE, REGEXP]) {
      expect((await send(source, 'GET / HTTP/1.1', `Origin: ${APP}`)).status, 'still serves').toBe(200);
    }
    for (const server of running.values()) await server.close();
  });

  async function send(source: CorsSource<unknown>, line: string, ...headers: string[]) {
    const port = running.get(source)?.port ?? 0;
    const lines = [line, 'Host: localhost', 'Connection: close', ...headers, '', ''];
    const { status, headers: received } = await sendBytes(port, lines.join('\r\n'));
    return { status, headers: corsHeaders(received) };
  }
  const get = (source: CorsSource<unknown>, ...headers: string[]) =>
    send(source, 'GET / HTTP/1.1', ...headers);
  const preflight = (...headers: string[]) => send(LIST, 'OPTIONS / HTTP/1.1', `Origin: ${APP}`, ...headers);

  it('A18: two Origin lines are no origin', async () => {
    for (const source of [LIST, ANYONE, REGEXP]) {
      expect(await get(source, `Origin: ${APP}`, `Origin: ${APP}`)).toEqual(refused);
      expect(await get(source, `Origin: ${APP}`, 'Origin: https://evil.example')).toEqual(refused);
    }
  });

  it('whitespace around a value belongs to HTTP, whitespace in it to nobody', async () => {
    expect(await get(LIST, `Origin: \t ${APP} \t`)).toEqual(allowed);
    expect(await get(LIST, `origin:${APP}`)).toEqual(allowed);
    expect(await get(LIST, `Origin: ${APP}\t${APP}`)).toEqual(refused);
    expect(await get(ANYONE, 'Origin: https://a\t.example')).toEqual(refused);
  });

  it('A17, A20: no byte makes another origin of an allowed one, and none is sent back', async () => {
    for (let byte = 0; byte < 256; byte++) {
      const character = String.fromCharCode(byte);
      if (/[a-z\d_.\-\n\r]/.test(character)) continue;
      for (const source of [LIST, ANYONE, REGEXP]) {
        const reply = await get(source, `Origin: https://app${character}x.example`);
        const isTextForHttp = byte === 0x09 || (byte >= 0x20 && byte !== 0x7f);
        expect(reply, `byte ${byte}`).toEqual(isTextForHttp ? refused : { status: 400, headers: {} });
      }
    }
  });

  it('A20: a line break ends the header, and a bare one the connection', async () => {
    expect(await get(LIST, `Origin: ${APP}\r\nX-Injected: 1`)).toEqual(allowed);
    expect(await get(LIST, `Origin: ${APP}\rX-Injected: 1`)).toEqual({ status: 400, headers: {} });
    expect(await get(LIST, `Origin: ${APP}\r\n folded`)).toEqual({ status: 400, headers: {} });
  });

  it('A17: UTF-8 arrives as its bytes, and is no origin', async () => {
    for (const name of ['münchen', 'exаmple', 'ｅxample']) {
      const bytes = Buffer.from(`https://${name}.example`).toString('latin1');
      for (const source of [LIST, ANYONE, REGEXP])
        expect(await get(source, `Origin: ${bytes}`)).toEqual(refused);
    }
  });

  it('A19: an empty Origin allows nothing', async () => {
    for (const source of [LIST, ANYONE, REGEXP]) expect(await get(source, 'Origin:')).toEqual(refused);
  });

  it('A22: a long Origin is refused without a second look', async () => {
    for (const origin of [
      `https://${'a.'.repeat(7500)}app.example`,
      `https://${'a'.repeat(15_000)}`,
      'h'.repeat(15_000),
    ]) {
      for (const source of [LIST, ANYONE, REGEXP])
        expect(await get(source, `Origin: ${origin}`)).toEqual(refused);
    }
    expect(await get(LIST, `Origin: https://${'a'.repeat(20_000)}`)).toEqual({ status: 431, headers: {} });
  });

  it.each([
    ['two lines', ['PUT', 'GET']],
    ['a list', ['PUT, GET']],
    ['nothing', ['']],
    ['a space', ['PUT x']],
    ['a tab in it', ['PU\tT']],
    ['obs-text', ['P\xdcT']],
    ['10 KB', ['M'.repeat(10_000)]],
    ['a forbidden method', ['TRACE']],
  ])('A33: %s for a method is not sent back', async (_, methods) => {
    const lines = methods.map((method) => `Access-Control-Request-Method: ${method}`);
    expect(await preflight(...lines)).toEqual(granted({}));
  });

  const ask = (...lists: string[]) =>
    preflight(
      'Access-Control-Request-Method: PURGE',
      ...lists.map((list) => `Access-Control-Request-Headers: ${list}`),
    );
  const names = (list: string) =>
    granted({ 'access-control-allow-methods': 'PURGE', 'access-control-allow-headers': list });
  const nothing = granted({ 'access-control-allow-methods': 'PURGE' });

  it('A21: names on several lines are one list', async () => {
    expect(await ask('x-a', 'x-b')).toEqual(names('x-a,x-b'));
    expect(await ask('x-a ,', '', '\tx-b')).toEqual(names('x-a,x-b'));
    expect(await ask(...Array<string>(128).fill('a'))).toEqual(names(Array(128).fill('a').join(',')));
    expect(await ask(...Array<string>(129).fill('a'))).toEqual(nothing);
  });

  it.each([
    ['obs-text', 'x-\xe9'],
    ['a colon', 'x-a:1'],
    ['a semicolon', 'x-a;x-b'],
    ['a quoted string', '"x-a"'],
    ['a tab in a name', 'x\ta'],
    ['15 KB of commas', ','.repeat(15_000)],
    ['15 KB of spaces', `a${' '.repeat(15_000)}b`],
    ['15 KB of empty elements', 'a,'.repeat(7500)],
    ['a name of 15 KB', 'a'.repeat(15_000)],
  ])('A21: %s for names is not sent back, and costs little', async (_, list) => {
    const start = performance.now();
    expect(await ask(list)).toEqual(nothing);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('A21: 8 KB of names are sent back, one character more is not', async () => {
    const list = Array(128).fill('a'.repeat(63)).join().padEnd(8192, 'a');
    expect(await ask(list)).toEqual(names(list));
    expect(await ask(`${list}b`)).toEqual(nothing);
  });

  it('methods that HTTP does not know stay outside', async () => {
    for (const method of ['options', 'Options', 'OPTIONS/']) {
      const line = `${method} / HTTP/1.1`;
      expect((await send(LIST, line, `Origin: ${APP}`, 'Access-Control-Request-Method: PUT')).status).toBe(
        400,
      );
    }
  });

  it('a preflight of the whole server, and one of HTTP/1.0', async () => {
    for (const line of ['OPTIONS * HTTP/1.1', 'OPTIONS / HTTP/1.0']) {
      const reply = await send(ANYONE, line, `Origin: ${APP}`, 'Access-Control-Request-Method: PUT');
      expect(reply).toEqual({
        status: 204,
        headers: {
          'access-control-allow-origin': APP,
          ...ACAC,
          'access-control-allow-methods': DEFAULT_METHODS,
          vary: REFLECTS_HEADERS,
        },
      });
    }
  });
});
