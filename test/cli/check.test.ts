import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkJson, command, findings, serve } from './command.ts';

const APP = 'https://app.example';

describe('a check', () => {
  it('prints exchange, verdicts, words of the console, cause and cure', async () => {
    const url = await serve((_, response) =>
      response.writeHead(403, { 'x-other': '1', vary: 'Origin' }).end(),
    );
    const { exitCode, stdout, stderr } = await command(['check', url, '--origin', APP, '-X', 'put']);
    expect(exitCode).toBe(1);
    expect(stderr).toBe('');
    const [before = '', after = ''] = stdout.split('acao-missing\n  Cause');
    expect(before.split('\n').slice(0, 9)).toEqual([
      `put ${url} for a page of ${APP}`,
      '',
      `> OPTIONS ${url}/`,
      '>   access-control-request-method: PUT',
      `>   origin: ${APP}`,
      '< 403',
      '<   vary: Origin',
      expect.stringMatching(/^< {3}and \d other headers$/),
      '',
    ]);
    expect(before).toContain(
      'blocked  chromium  PreflightMissingAllowOriginHeader\n         Access to fetch at',
    );
    expect(before).toContain(
      'blocked  firefox   CORSMissingAllowOrigin2\n         Cross-Origin Request Blocked',
    );
    expect(before).toContain(
      'blocked  webkit    preflight-status\n         Preflight response is not successful',
    );
    expect(after).toContain(`\n  Cure   Add ${APP} to the origins`);
    expect(after).toContain('\npreflight-status\n  Cause');
    expect(stdout.endsWith('\nBlocked.\n')).toBe(true);
    expect(stdout).not.toContain('\x1b');
  });

  it('has one JSON shape', async () => {
    const url = await serve((_, response) =>
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end(),
    );
    const report = await checkJson([
      url,
      '--origin',
      APP,
      '-H',
      'Authorization: secret',
      '--engine',
      'chromium',
    ]);
    expect(JSON.stringify(report)).not.toContain('secret');
    expect(report).toMatchObject({
      exitCode: 1,
      request: { origin: APP, url, method: 'GET', credentials: 'same-origin' },
      outcome: 'blocked',
      vulnerable: false,
      exchange: [
        {
          request: {
            url: `${url}/`,
            method: 'OPTIONS',
            headers: [
              ['access-control-request-method', 'GET'],
              ['access-control-request-headers', 'authorization'],
              ['origin', APP],
            ],
          },
          response: { status: 200 },
        },
      ],
      verdicts: {
        chromium: {
          outcome: 'blocked',
          step: 'preflight',
          code: 'header-not-allowed',
          detail: 'authorization',
          engineCode: 'HeaderDisallowedByPreflightResponse',
          exposedHeaders: [],
          preflightCacheSeconds: null,
          notes: [],
        },
      },
      reasons: [{ code: 'header-not-allowed', engines: ['chromium'], nearMiss: null }],
    });
    expect(Object.keys(report)).toEqual([
      'exitCode',
      'request',
      'outcome',
      'vulnerable',
      'exchange',
      'verdicts',
      'reasons',
      'probes',
    ]);
  });

  it('sends what a browser sends, and the same to all engines only once', async () => {
    const seen: (readonly [string | undefined, string | undefined])[] = [];
    const url = await serve((request, response) => {
      const { origin } = request.headers;
      if (origin === APP && !request.url?.includes('probe'))
        seen.push([request.method, request.headers['sec-fetch-site']]);
      const grants = {
        'access-control-allow-origin': APP,
        'access-control-allow-methods': 'DELETE',
        vary: 'Origin',
      };
      response.writeHead(204, grants).end();
    });
    const report = await checkJson([url, '--origin', APP, '--method', 'DELETE']);
    expect(report.exitCode).toBe(0);
    expect(seen).toEqual([
      ['OPTIONS', 'cross-site'],
      ['DELETE', 'cross-site'],
    ]);
  });

  it('follows redirects as browsers do, and stops where they stop', async () => {
    const end = await serve((_, response) =>
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end(),
    );
    const open = await serve((_, response) =>
      response.writeHead(302, { location: end, 'access-control-allow-origin': '*' }).end(),
    );
    const shut = await serve((_, response) => response.writeHead(302, { location: end }).end());
    const followed = await checkJson([open, '--origin', APP]);
    expect(followed.outcome).toBe('allowed');
    expect(
      followed.exchange.map(({ request: { url, headers } }) => [url, new Map(headers).get('origin')]),
    ).toEqual([
      [`${open}/`, APP],
      [`${end}/`, 'null'],
    ]);
    const stopped = await checkJson([shut, '--origin', APP]);
    expect(stopped.reasons.map(({ code }) => code)).toEqual(['acao-missing']);
    expect(stopped.exchange).toHaveLength(1);
  });
});

describe('its output', () => {
  it('carries no control characters of the server, nor of the URL', async () => {
    const evil = '\x9b31m\x90\x85\xe2';
    const url = await serve((_, response) => {
      response.writeHead(200, { 'access-control-allow-origin': evil, server: evil, vary: evil }).end();
    });
    for (const more of [[], ['--json']]) {
      const { stdout, exitCode } = await command(['check', url, '--origin', APP, ...more]);
      expect(exitCode).toBe(1);
      expect(stdout).toContain(more.length > 0 ? '\\u009b31m' : '\\x9b31m\\x90\\x85');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none.
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
    }
    const parsed = await checkJson([url, '--origin', APP]);
    expect(parsed.exchange[0]?.response.headers).toContainEqual(['server', evil]);
  });

  it('is coloured on a terminal, unless NO_COLOR or a dumb one', async () => {
    const url = await serve((_, response) =>
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end(),
    );
    const argv = ['check', url, '--origin', APP];
    const coloured = await command(argv, { isTTY: true });
    expect(coloured.stdout).toContain('\x1b[32mallowed\x1b[0m');
    expect(coloured.stderr).toContain(`\r\x1b[KGET ${url}/ …`);
    expect(coloured.stderr.endsWith('\r\x1b[K')).toBe(true);
    expect((await command(argv, { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain('\x1b');
    expect((await command(argv, { isTTY: true, env: { TERM: 'dumb' } })).stdout).not.toContain('\x1b');
    expect((await command(argv)).stderr).toBe('');
  });
});

describe('exit status 2', () => {
  it.each<[string[], string]>([
    [[], 'unknown command ""'],
    [['chekc', 'https://a.example'], 'unknown command "chekc"'],
    [['check'], 'which URL?'],
    [['check', 'https://a.example'], 'which page asks?'],
    [['check', 'https://a.example', 'https://b.example', '--origin', APP], 'one URL at a time'],
    [['check', '/things', '--origin', APP], 'not an absolute URL'],
    [['check', 'file:///etc/passwd', '--origin', APP], 'neither http nor https'],
    [['check', 'https://a.example', '--origin', `${APP}/`], `A browser would send "${APP}"`],
    [['check', 'https://a.example', '--origin', APP, '--bogus'], "Unknown option '--bogus'"],
    [['check', 'https://a.example', '--origin', APP, '--engine', 'ie'], 'none of standard'],
    [['check', 'https://a.example', '--origin', APP, '--timeout', '0'], 'write seconds'],
    [['check', 'https://a.example', '--origin', APP, '--header', 'nonsense'], 'is no header'],
    [['check', 'https://a.example', '--origin', APP, '--header', 'a: b\nc'], 'no header value'],
    [['check', 'https://a.example', '--origin', APP, '--header', 'a b: c'], 'not a header name'],
  ])('%j', async (argv, message) => {
    const { exitCode, stdout, stderr } = await command(argv);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('where nobody answers, or not in time', async () => {
    const gone = await serve((request) => request.socket.destroy());
    const cut = await command(['check', gone, '--origin', APP]);
    expect(cut.exitCode).toBe(2);
    expect(cut.stderr).toContain(`GET ${gone}/: socket hang up\nCORS plays no part`);
    const silent = await serve(() => undefined);
    const began = Date.now();
    const report = await checkJson([silent, '--origin', APP, '--timeout', '0.2']);
    expect(report).toEqual({ exitCode: 2, error: expect.stringContaining('within the time limit') });
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('is not that of --help', async () => {
    const { exitCode, stdout } = await command(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage: crossgate check URL --origin ORIGIN');
  });
});

describe('--config', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossgate-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function config(name: string, text: string): Promise<string[]> {
    const file = join(folder, name);
    await writeFile(file, text);
    return ['--config', file];
  }

  it('judges options without a server', async () => {
    const file = await config(
      'list.mjs',
      `export default { origin: ['${APP}'], credentials: true, methods: ['GET'] };`,
    );
    const allowed = await checkJson([...file, '--origin', APP, '--credentials']);
    expect([allowed.exitCode, findings(allowed)]).toEqual([0, []]);
    const blocked = await checkJson([...file, '--origin', APP, '--method', 'DELETE']);
    expect(blocked.reasons.map(({ code }) => code)).toEqual(['method-not-allowed']);
    const near = await checkJson([...file, 'https://api.example/x', '--origin', 'http://app.example']);
    expect(near.reasons).toMatchObject([
      { code: 'acao-missing', nearMiss: { kind: 'scheme', allowed: APP } },
    ]);
  });

  it('finds what an origin function lets in', async () => {
    const file = await config(
      'loose.mjs',
      `export default { origin: (o) => o.endsWith('app.example'), credentials: true };`,
    );
    const report = await checkJson([...file, '--origin', APP, '--credentials']);
    expect(report.exitCode).toBe(1);
    expect(findings(report)).toEqual(['vulnerable lookalike-allowed', 'vulnerable plain-http-allowed']);
  });

  it('takes JSON, and says what is wrong with options', async () => {
    const good = await config('good.json', '{ "origin": "*" }');
    expect((await checkJson([...good, '--origin', APP])).exitCode).toBe(0);
    const bad = await config('bad.json', '{ "origin": "https://app.example/" }');
    const refused = await command(['check', ...bad, '--origin', APP]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('[origin-invalid]');
    const missing = await command(['check', '--config', join(folder, 'none.mjs'), '--origin', APP]);
    expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining('ENOENT')]);
    const failing = await config(
      'failing.mjs',
      `export default { origin: () => { throw new Error('no database'); } };`,
    );
    const failed = await command(['check', ...failing, '--origin', APP]);
    expect([failed.exitCode, failed.stderr]).toEqual([2, expect.stringContaining('no database')]);
  });
});
