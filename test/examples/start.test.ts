import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeInChromium } from '../browser/chromium.ts';
import { ask } from '../cases/case.ts';
import { send } from './exchange.ts';
import { type ExampleProcess, startExample } from './process.ts';

describe('npm start', () => {
  let example: ExampleProcess;
  let api: string;
  let app: string;
  beforeAll(async () => {
    example = startExample('start.js');
    [, app = ''] = await example.printed(/Open (\S+) in a browser/);
    [, api = ''] = await example.printed(/server at (\S+) with/);
  });
  afterAll(() => example.stop());

  /** What was printed under a title, line by line. */
  function printedUnder(title: string): string[] {
    const [, rest = ''] = example.output().split(`. ${title}\n`);
    const [section = ''] = rest.split('\n\n');
    return section.split('\n').map((line) => line.trim());
  }

  it('prints a simple request that is allowed, and one that is refused', () => {
    expect(printedUnder('A page of the app reads')).toEqual([
      '> GET /quotes',
      `> origin: ${app}`,
      '< 200 OK',
      `< access-control-allow-origin: ${app}`,
      '< access-control-allow-credentials: true',
      '< access-control-expose-headers: X-Total-Count',
      '< vary: Origin',
      '< x-total-count: 1',
      '< ["Simplicity is prerequisite for reliability."]',
      '✓ The browser lets the page read it.',
    ]);
    expect(printedUnder('A page of a stranger tries to')).toEqual([
      '> GET /quotes',
      expect.stringMatching(/^> origin: http:\/\/127\.0\.0\.1:\d+$/),
      '< 200 OK',
      '< vary: Origin',
      '< x-total-count: 1',
      '< ["Simplicity is prerequisite for reliability."]',
      expect.stringMatching(/^✗ The origin is not allowed/),
    ]);
  });

  it('prints preflights that are allowed, and that are refused', () => {
    const allowed = printedUnder('The app asks whether it may PUT');
    expect(allowed).toContain('< 204 No Content');
    expect(allowed).toContain('< access-control-allow-methods: GET,PUT');
    expect(allowed.at(-1)).toBe('✓ The browser goes on to send it.');
    expect(printedUnder('A stranger asks the same').slice(-3)).toEqual([
      '< 204 No Content',
      '< vary: Origin',
      '✗ The origin is not allowed: the browser does not send it.',
    ]);
    expect(printedUnder('The app asks whether it may DELETE').at(-1)).toMatch(/^✗ DELETE is not among/);
  });

  it('prints a cookie that is set and sent', () => {
    expect(printedUnder('The app signs in, and gets a cookie')).toContain(
      '< set-cookie: user=ada; Path=/; HttpOnly; SameSite=Lax',
    );
    const read = printedUnder('The app reads with its cookie');
    expect(read).toContain('> cookie: user=ada');
    expect(read).toContain('< {"user":"ada"}');
  });

  it('prints what a wrong configuration is refused with', () => {
    const refusal = printedUnder('A wrong configuration does not start').join('\n');
    expect(refusal).toContain('CorsOptionsError: crossgate refuses 2 wrong CORS options');
    expect(refusal).toContain('Did you mean allowedHeaders? [unknown-option]');
    expect(refusal).toContain('[wildcard-with-credentials]');
  });

  it('keeps serving', async () => {
    expect(await send(`${api}/me`, ask(app))).toEqual({
      status: 401,
      headers: {
        'access-control-allow-origin': app,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'X-Total-Count',
        vary: 'Origin',
      },
      body: '{"user":null}',
    });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s', async (signal) => {
    const other = startExample('start.js');
    await other.printed(/Open \S+ in a browser/);
    expect(await other.stop(signal)).toBe(0);
  });

  describeInChromium('its page', (browser) => {
    it('shows what the app may do, and that a stranger may do nothing', async () => {
      const context = await browser().newContext();
      try {
        const page = await context.newPage();
        await page.goto(app);
        const results = (await Promise.all(
          ['app', 'stranger'].map(async (who) => {
            const frame = who === 'app' ? page.mainFrame() : page.frames()[1];
            await frame?.waitForSelector(`body.${who}.done`);
            return frame?.locator('.result').allTextContents();
          }),
        )) as string[][];
        const blocked = 'Blocked by the browser';
        expect(results[0]).toEqual([
          expect.stringContaining('Simplicity'),
          expect.stringMatching(/^X-Total-Count: \d$/),
          '{"id":"2","text":"Make it work, make it right."}',
          '{"user":"ada"}',
          blocked,
          blocked,
        ]);
        expect(results[1]).toEqual(Array(6).fill(blocked));
      } finally {
        await context.close();
      }
    });
  });
});
