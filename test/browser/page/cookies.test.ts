import { describe, expect, it } from 'vitest';
import { openPage } from '../../../src/browser/index.ts';
import { parseCookieDate } from '../../../src/browser/page/cookie-date.ts';
import { CookieJar } from '../../../src/browser/page/cookies.ts';

const APP = 'https://app.example';
const API = 'https://api.other/things';

/** A page before a server that says which cookies it got, and sets what the query says. */
function play(origin = APP, headers: Record<string, string> = {}) {
  const page = openPage(origin, {
    fetch: ({ url, headers: got }) => {
      const set = new URL(url).searchParams
        .getAll('set')
        .map((line) => ['set-cookie', line] as [string, string]);
      const shared = {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'PUT',
        ...headers,
      };
      return Response.json(got.get('cookie'), { headers: [...Object.entries(shared), ...set] });
    },
  });
  const cookieAt = async (url: string, credentials?: 'omit' | 'include' | 'same-origin') =>
    (await page.fetch(url, { credentials })).json();
  return { page, cookieAt };
}

describe('cookies of a page', () => {
  it('go across origins only with credentials: include', async () => {
    const { page, cookieAt } = play();
    expect(page.setCookie(API, 'sid=1; SameSite=None; Secure')).toBe(true);
    expect(await cookieAt(API)).toBeNull();
    expect(await cookieAt(API, 'omit')).toBeNull();
    expect(await cookieAt(API, 'include')).toBe('sid=1');
  });

  it('go to the own origin unless omitted', async () => {
    const { page, cookieAt } = play();
    page.setCookie('/', 'sid=1');
    expect(await cookieAt('/')).toBe('sid=1');
    expect(await cookieAt('/', 'omit')).toBeNull();
  });

  it('stay at home across sites, unless SameSite=None; a sibling is of the same site', async () => {
    const { page, cookieAt } = play();
    for (const line of [
      'bare=1; Secure',
      'lax=1; SameSite=Lax',
      'strict=1; SameSite=Strict',
      'none=1; SameSite=None; Secure',
    ]) {
      expect(page.setCookie(API, line)).toBe(true);
      expect(page.setCookie('https://api.app.example/', line)).toBe(true);
    }
    expect(await cookieAt(API, 'include')).toBe('none=1');
    expect(await cookieAt('https://api.app.example/', 'include')).toBe('bare=1; lax=1; strict=1; none=1');
  });

  it('set by an answer are kept with credentials only, and even where the answer is blocked', async () => {
    const line = encodeURIComponent('sid=1; SameSite=None; Secure; Path=/');
    const { page, cookieAt } = play(APP, { 'access-control-allow-origin': 'https://nobody.example' });
    await expect(page.fetch(`${API}?set=${line}`)).rejects.toThrow();
    await expect(page.fetch(`${API}?set=${line}`, { credentials: 'include' })).rejects.toThrow();
    expect(page.requests.at(-1)?.headers).not.toHaveProperty('cookie');
    await expect(cookieAt(API, 'include')).rejects.toThrow();
    expect(page.requests.at(-1)?.headers).toHaveProperty('cookie', 'sid=1');
  });

  it('set across sites without SameSite=None are not stored', async () => {
    const { cookieAt } = play();
    await cookieAt(`${API}?set=${encodeURIComponent('sid=1; Path=/')}`, 'include');
    expect(await cookieAt(API, 'include')).toBeNull();
  });

  it('never go with a preflight', async () => {
    const { page } = play();
    page.setCookie(API, 'sid=1; SameSite=None; Secure');
    await page.fetch(API, { method: 'PUT', credentials: 'include' });
    expect(page.requests.map(({ method, headers: { cookie } }) => [method, cookie])).toEqual([
      ['OPTIONS', undefined],
      ['PUT', 'sid=1'],
    ]);
  });
});

describe('the cookie jar', () => {
  const HOME = { pageSite: 'https://shop.example' };
  const url = (text: string) => new URL(text);
  const jar = (lines: readonly string[], at = 'https://www.shop.example/a/b') => {
    const filled = new CookieJar(() => 0);
    for (const line of lines) filled.store(line, url(at), HOME);
    return (to: string) => filled.headerFor(url(to), HOME);
  };

  it('sends by host, domain, path and scheme', () => {
    const at = jar([
      'host=1',
      'wide=1; Domain=.shop.example; Path=/',
      'deep=1; Path=/a/b',
      'safe=1; Secure; Path=/',
    ]);
    expect(at('https://www.shop.example/a/b')).toBe('deep=1; host=1; wide=1; safe=1');
    expect(at('https://www.shop.example/a')).toBe('host=1; wide=1; safe=1');
    expect(at('https://www.shop.example/ab')).toBe('wide=1; safe=1');
    expect(at('https://shop.example/')).toBe('wide=1');
    expect(at('https://evilshop.example/')).toBeNull();
  });

  it.each([
    'sid=1; Domain=example',
    'sid=1; Domain=other.example',
    'sid=1; Domain=shop.example.evil',
    'sid=1; SameSite=None',
    'sid=1; Partitioned',
    '__Host-sid=1; Secure',
    '__Host-sid=1; Secure; Path=/; Domain=shop.example',
    '__secure-sid=1',
    '=__Host-sid=1',
    'sid=\u0001',
    '; Path=/',
    `sid=${'x'.repeat(4094)}`,
  ])('refuses %s', (line) => {
    expect(new CookieJar(() => 0).store(line, url('https://www.shop.example/'), HOME)).toBe(false);
  });

  it('takes no Secure cookie from plain http, nor lets that shadow one; loopback counts as safe', () => {
    const filled = new CookieJar(() => 0);
    const plain = { pageSite: 'http://shop.example' };
    expect(filled.store('sid=1; Secure', url('http://shop.example/'), plain)).toBe(false);
    expect(filled.store('sid=1; Secure', url('https://shop.example/'), HOME)).toBe(true);
    expect(filled.store('sid=evil', url('http://shop.example/'), plain)).toBe(false);
    expect(
      filled.store('sid=1; Secure', url('http://localhost:3000/'), { pageSite: 'http://localhost' }),
    ).toBe(true);
  });

  it('replaces, expires and deletes', () => {
    const clock = { now: 0 };
    const filled = new CookieJar(() => clock.now);
    const at = url('https://shop.example/');
    filled.store('a=1; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT', at, HOME);
    filled.store('b=1', at, HOME);
    filled.store('a=2; Max-Age=10', at, HOME);
    expect(filled.headerFor(at, HOME)).toBe('a=2; b=1');
    clock.now = 10_000;
    expect(filled.headerFor(at, HOME)).toBe('b=1');
    filled.store('b=; Expires=Thu, 01-Jan-70 00:00:01 GMT', at, HOME);
    expect(filled.headerFor(at, HOME)).toBeNull();
  });

  it('keeps partitioned cookies to pages of one site', () => {
    const filled = new CookieJar(() => 0);
    const at = url('https://api.other/');
    filled.store('sid=1; SameSite=None; Secure; Partitioned', at, HOME);
    expect(filled.headerFor(at, HOME)).toBe('sid=1');
    expect(filled.headerFor(at, { pageSite: 'https://other.example' })).toBeNull();
  });

  it('keeps third parties out where that is the setting, but for partitioned cookies', () => {
    const strict = new CookieJar(() => 0, false);
    const [own, other] = [url('https://api.shop.example/'), url('https://api.other/')];
    expect(strict.store('own=1', own, HOME)).toBe(true);
    expect(strict.store('none=1; SameSite=None; Secure', other, HOME)).toBe(false);
    expect(strict.store('part=1; SameSite=None; Secure; Partitioned', other, HOME)).toBe(true);
    expect(strict.store('home=1; SameSite=None; Secure', other, { pageSite: 'https://api.other' })).toBe(
      true,
    );
    expect(strict.headerFor(own, HOME)).toBe('own=1');
    expect(strict.headerFor(other, HOME)).toBe('part=1');
  });

  it.each([
    ['Wed, 09 Jun 2021 10:18:14 GMT', Date.UTC(2021, 5, 9, 10, 18, 14)],
    ['Wednesday, 09-Jun-21 10:18:14 GMT', Date.UTC(2021, 5, 9, 10, 18, 14)],
    ['Jun 9 10:18:14 2021', Date.UTC(2021, 5, 9, 10, 18, 14)],
    ['31 Feb 2021 10:18:14', null],
    ['09 Jun 2021', null],
    ['09 Jun 1600 10:18:14', null],
    ['09 Jun 2021 24:00:00', null],
  ])('reads the date %s', (text, expected) => {
    expect(parseCookieDate(text)).toBe(expected);
  });
});
