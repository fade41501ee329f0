import http from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPage as openOurs } from '../../../src/browser/index.ts';
import { close, listen } from '../../hosts/wire.ts';
import { describeInChromium } from '../chromium.ts';
import { openPage as openReal } from '../page.ts';

/** One `fetch` of a script, against a server that answers as the URL tells it to. */
interface Call {
  readonly host: 'home' | 'sibling' | 'far';
  readonly init?: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly credentials?: 'omit' | 'same-origin' | 'include';
    readonly mode?: 'cors' | 'no-cors' | 'same-origin';
    readonly redirect?: 'follow' | 'error' | 'manual';
  };
  readonly answer?: Answer;
  readonly preflight?: Answer;
}

/** By default 200, and permission for the page's origin, with credentials. `to` redirects to the same on another host. */
interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly to?: Call['host'];
}

const PUT_GRANTS = { 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'x-one' };
const COOKIES = [
  'bare=1',
  'lax=1; SameSite=Lax',
  'strict=1; SameSite=Strict',
  'none=1; SameSite=None; Secure',
  'part=1; SameSite=None; Secure; Partitioned',
  'bad=1; SameSite=None',
];
const setCookies = (host: Call['host']): Call => ({
  host,
  init: { credentials: 'include' },
  answer: { headers: { 'set-cookie': COOKIES } },
});
const get = (host: Call['host'], credentials: 'omit' | 'same-origin' | 'include'): Call => ({
  host,
  init: { credentials },
});

const STORIES: Readonly<Record<string, readonly Call[]>> = {
  'cookies of the own origin': [
    setCookies('home'),
    get('home', 'same-origin'),
    get('home', 'omit'),
    get('home', 'include'),
  ],
  // Ports are of no account to cookies, nor to sites.
  'cookies of a sibling': [
    setCookies('sibling'),
    get('sibling', 'same-origin'),
    get('sibling', 'include'),
    get('home', 'same-origin'),
  ],
  'cookies of another site': [setCookies('far'), get('far', 'same-origin'), get('far', 'include')],
  'cookies of a blocked answer': [
    {
      host: 'far',
      init: { credentials: 'include' },
      answer: { headers: { 'set-cookie': COOKIES, 'access-control-allow-origin': '*' } },
    },
    get('far', 'include'),
  ],
  'cookies that a request without credentials gets': [
    { host: 'far', init: { credentials: 'omit' }, answer: { headers: { 'set-cookie': COOKIES } } },
    { host: 'far', init: { mode: 'no-cors' }, answer: { headers: { 'set-cookie': COOKIES } } },
    get('far', 'include'),
  ],
  'a preflight remembered, then another header': [
    ...Array<Call>(2).fill({
      host: 'far',
      init: { method: 'PUT', body: 'x' },
      preflight: { headers: { ...PUT_GRANTS, 'access-control-max-age': '60' } },
    }),
    { host: 'far', init: { method: 'PUT', headers: { 'x-two': '2' } }, preflight: { headers: PUT_GRANTS } },
  ],
  'a preflight that is not to be remembered': Array<Call>(2).fill({
    host: 'far',
    init: { method: 'PUT' },
    preflight: { headers: { ...PUT_GRANTS, 'access-control-max-age': '0' } },
  }),
  'a preflight with credentials, and its cookies': [
    setCookies('far'),
    {
      host: 'far',
      init: { method: 'PUT', credentials: 'include' },
      preflight: { headers: { ...PUT_GRANTS, 'set-cookie': 'pre=1; SameSite=None; Secure' } },
    },
    get('far', 'include'),
  ],
  'bodies and their types': [
    { host: 'far', init: { method: 'POST', body: 'a=1' } },
    { host: 'home', init: { method: 'POST', body: 'a=1' } },
    {
      host: 'far',
      init: { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
      preflight: { headers: { 'access-control-allow-headers': 'content-type' } },
    },
  ],
  'what a page may read': [
    {
      host: 'far',
      answer: {
        status: 404,
        headers: { 'x-one': '1', 'x-two': '2', 'access-control-expose-headers': 'X-Two' },
      },
    },
    { host: 'home', answer: { status: 500, headers: { 'x-one': '1', 'set-cookie': 'a=1' } } },
    { host: 'far', init: { mode: 'no-cors' }, answer: { status: 404, headers: { 'x-one': '1' } } },
    { host: 'sibling', init: { mode: 'same-origin' } },
    { host: 'far', answer: { headers: { 'access-control-allow-origin': 'https://other.example' } } },
  ],
  redirects: [
    { host: 'home', answer: { status: 302, to: 'far' } },
    { host: 'far', answer: { status: 302, to: 'sibling' } },
    { host: 'far', answer: { status: 302, to: 'home' } },
    { host: 'sibling', init: { method: 'POST', body: 'x' }, answer: { status: 303, to: 'sibling' } },
    { host: 'sibling', init: { method: 'POST', body: 'x' }, answer: { status: 307, to: 'sibling' } },
    {
      host: 'far',
      init: { method: 'PUT', body: 'x' },
      preflight: { headers: { ...PUT_GRANTS, 'access-control-max-age': '0' } },
      answer: { status: 308, to: 'far' },
    },
    {
      host: 'far',
      answer: { status: 302, to: 'far', headers: { 'access-control-allow-origin': 'https://other.example' } },
    },
    { host: 'home', init: { redirect: 'manual' }, answer: { status: 302, to: 'home' } },
    { host: 'far', init: { redirect: 'manual' }, answer: { status: 302, to: 'home' } },
    { host: 'home', init: { redirect: 'error' }, answer: { status: 302, to: 'home' } },
  ],
  'cookies along redirects': [
    setCookies('far'),
    setCookies('home'),
    {
      host: 'home',
      init: { credentials: 'include' },
      answer: { status: 302, to: 'far', headers: { 'set-cookie': 'hop=1' } },
    },
    { host: 'far', init: { credentials: 'same-origin' }, answer: { status: 302, to: 'home' } },
  ],
};

/** Headers by which a server can tell one request from another. */
const TOLD = [
  'host',
  'origin',
  'referer',
  'cookie',
  'content-type',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
];
/** Headers of the connection, not of the answer. */
const NOT_COMPARED = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);

describeInChromium('openPage does what a real page does', (browser) => {
  let log: object[] = [];
  let hosts: Record<Call['host'], string>;
  /** A setting of the browser, that differs by how it was installed. */
  let thirdPartyCookies: boolean;
  const servers = [http.createServer(answerAsTold), http.createServer(answerAsTold)];

  beforeAll(async () => {
    const [home, sibling] = await Promise.all(servers.map((server) => listen(server)));
    hosts = {
      home: `http://localhost:${home}`,
      sibling: `http://localhost:${sibling}`,
      far: `http://127.0.0.1:${home}`,
    };
  });
  beforeAll(async () => {
    const real = await openReal(browser(), `${hosts.home}/`);
    for (const call of [setCookies('far'), get('far', 'include')]) {
      log = [];
      await real.page.evaluate(inPage, [urlOf(call), call.init] as const);
    }
    thirdPartyCookies = JSON.stringify(log).includes('none=1');
    await real.close();
  });
  afterAll(() => Promise.all(servers.map((server) => close(server))));

  async function answerAsTold(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://localhost');
    if (url.pathname !== '/told') {
      response.writeHead(200, { 'content-type': 'text/html' }).end();
      return;
    }
    const isPreflight = 'access-control-request-method' in request.headers;
    const told: Pick<Call, 'answer' | 'preflight'> = JSON.parse(url.searchParams.get('told') ?? '');
    const { status = 200, headers = {}, to } = (isPreflight ? told.preflight : told.answer) ?? {};
    const seen = [...TOLD, 'access-control-request-method', 'access-control-request-headers'].map((name) => [
      name,
      request.headers[name],
    ]);
    log.push({ method: request.method, body: await text(request), ...Object.fromEntries(seen) });
    const { preflight } = told;
    const location = to === undefined ? {} : { location: urlOf({ host: to, preflight }) };
    const shared = {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
    };
    response
      .writeHead(status, { ...shared, ...headers, ...location } as http.OutgoingHttpHeaders)
      .end('hello');
  }

  function urlOf({
    host,
    answer,
    preflight,
  }: Pick<Call, 'host'> & { answer?: Answer | undefined; preflight?: Answer | undefined }): string {
    return `${hosts[host]}/told?${new URLSearchParams({ told: JSON.stringify({ answer, preflight }) })}`;
  }

  /** Tells the story to a page. @returns what the server saw and what the page got, call by call. */
  async function tell(story: readonly Call[], fetch: (url: string, init: Call['init']) => Promise<unknown>) {
    const told: object[] = [];
    for (const call of story) {
      log = [];
      const got = await fetch(urlOf(call), call.init);
      told.push({ got, saw: log });
    }
    return told;
  }

  it.each(Object.entries(STORIES))('%s', async (_, story) => {
    const ours = openOurs(hosts.home, { server: hosts.home, engine: 'chromium', thirdPartyCookies });
    const real = await openReal(browser(), `${hosts.home}/`);
    try {
      const expected = await tell(story, (url, init) => real.page.evaluate(inPage, [url, init] as const));
      const played = await tell(story, async (url, init) => {
        const response = await ours.fetch(url, init).catch(() => null);
        return response === null ? 'rejected' : describeResponse(response);
      });
      expect(played.map(withoutNoise)).toEqual(expected.map(withoutNoise));
    } finally {
      await real.close();
      await ours.close();
    }
  });
});

async function inPage([url, init]: readonly [string, Call['init']]): Promise<object | string> {
  try {
    const response = await fetch(url, init);
    const { type, status, redirected, url: final } = response;
    return {
      type,
      status,
      redirected,
      url: final,
      headers: [...response.headers],
      body: await response.text(),
    };
  } catch {
    return 'rejected';
  }
}

async function describeResponse(response: Response): Promise<object> {
  const { type, status, redirected, url } = response;
  return { type, status, redirected, url, headers: [...response.headers], body: await response.text() };
}

function withoutNoise(value: object): object {
  return JSON.parse(JSON.stringify(value), (key, part) =>
    key === 'headers' && Array.isArray(part) ? part.filter(([name]) => !NOT_COMPARED.has(name)) : part,
  );
}
