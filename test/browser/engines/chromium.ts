import { type CDPSession, chromium, type Page } from 'playwright-core';
import { type EngineRun, type Observation, scenarioIn } from './observation.ts';
import { type PageResult, pageTask } from './page.ts';
import type { Scenario, Sites } from './scenario.ts';
import { startServer } from './server.ts';

const { CHROMIUM_PATH: configuredPath } = process.env;

export const CHROMIUM_PATH = configuredPath ?? '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP *.test 127.0.0.1',
];

/** Scenarios that a page has under way at once: enough to keep the browser busy, their URLs tell them apart. */
const BATCH = 50;

interface CorsFailure {
  readonly corsError: string;
  readonly failedParameter: string;
}

/** Starts Debian's Chromium, with a page of each kind, and listens to its network and console by the DevTools protocol. */
export async function startChromium(): Promise<EngineRun> {
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: FLAGS });
  const sites = sitesOn(server.port);
  const pages = {
    app: await openPage(await browser.newPage(), `${sites.app}/`),
    opaque: await openPage(await browser.newPage(), `${sites.app}/opaque`),
  };

  async function runBatch(
    scenarios: readonly Scenario[],
    kind: Scenario['page'],
  ): Promise<[number, Observation][]> {
    const { page, failures, messages, settled } = pages[kind];
    const tasks = scenarios.map((scenario) => pageTask(sites, scenario));
    const results = (await page.evaluate(`runTasks(${JSON.stringify(tasks)})`)) as PageResult[];
    await settled();
    return results.map((result) => {
      const failure = failures.get(result.id);
      return [
        result.id,
        {
          result,
          requests: server.seen(result.id),
          messages: messages.get(result.id) ?? [],
          codes: failure === undefined ? [] : [failure.corsError],
          ...(failure !== undefined && { failedParameter: failure.failedParameter }),
        },
      ];
    });
  }

  return {
    version: `Chromium ${browser.version()}`,
    sites,
    run: async (scenarios) => {
      server.script(sites, scenarios);
      const observed = new Map<number, Observation>();
      for (const kind of ['app', 'opaque'] as const) {
        const own = scenarios.filter(({ page }) => page === kind);
        for (let start = 0; start < own.length; start += BATCH) {
          for (const [id, one] of await runBatch(own.slice(start, start + BATCH), kind))
            observed.set(id, one);
        }
      }
      return observed;
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

function sitesOn(port: number): Sites {
  return {
    app: `http://app.test:${port}`,
    api: `http://api.test:${port}`,
    other: `http://other.test:${port}`,
  };
}

async function openPage(page: Page, url: string) {
  const failures = new Map<number, CorsFailure>();
  const messages = new Map<number, string[]>();
  const scenarioOf = new Map<string, number>();
  const session = await page.context().newCDPSession(page);
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    const id = scenarioIn(request.url);
    if (id !== undefined) scenarioOf.set(requestId, id);
  });
  session.on('Network.loadingFailed', ({ requestId, corsErrorStatus }) => {
    const id = scenarioOf.get(requestId);
    if (id !== undefined && corsErrorStatus !== undefined) failures.set(id, corsErrorStatus);
  });
  session.on('Log.entryAdded', ({ entry }) => {
    const id = scenarioIn(`${entry.text} ${entry.url ?? ''}`);
    if (id !== undefined) messages.set(id, [...(messages.get(id) ?? []), entry.text]);
  });
  page.on('console', (message) => {
    const id = scenarioIn(message.text());
    if (id !== undefined && message.type() === 'error')
      messages.set(id, [...(messages.get(id) ?? []), message.text()]);
  });
  await session.send('Network.enable');
  await page.goto(url);
  return { page, failures, messages, settled: () => settle(session, page) };
}

/** A promise may be rejected before the protocol has told why: two round trips, and all that came before has come. */
async function settle(session: CDPSession, page: Page): Promise<void> {
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 50))');
  await session.send('Runtime.evaluate', { expression: '0' });
}
