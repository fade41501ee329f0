import { type Browser, launch, type Page } from 'puppeteer-core';
import { type EngineRun, type Observation, scenarioIn } from './observation.ts';
import { type PageResult, pageTask } from './page.ts';
import type { Scenario } from './scenario.ts';
import { startServer } from './server.ts';

const { FIREFOX_PATH: configuredPath } = process.env;

export const FIREFOX_PATH = configuredPath ?? '/usr/bin/firefox-esr';

const HOSTS = ['app.test', 'api.test', 'other.test'];

const BATCH = 50;

/**
 * Starts Firefox ESR over WebDriver BiDi. Its CORS messages reach only the browser's own console, so the run also
 * evaluates in the context of the browser's chrome, which the flag below opens.
 */
export async function startFirefox(): Promise<EngineRun> {
  const server = await startServer();
  const browser = await launch({
    browser: 'firefox',
    executablePath: FIREFOX_PATH,
    headless: true,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'network.dns.localDomains': HOSTS.join(','),
      'network.lna.enabled': false,
      'dom.security.https_first': false,
    },
  });
  const [app, api, other] = HOSTS.map((host) => `http://${host}:${server.port}`) as [string, string, string];
  const sites = { app, api, other };
  const pages = {
    app: await openPage(browser, `${sites.app}/`),
    opaque: await openPage(browser, `${sites.app}/opaque`),
  };
  const readConsole = await consoleReader(browser);

  async function runBatch(scenarios: readonly Scenario[], page: Page): Promise<[number, Observation][]> {
    const tasks = scenarios.map((scenario) => pageTask(sites, scenario));
    const results = (await page.evaluate(`runTasks(${JSON.stringify(tasks)})`)) as PageResult[];
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 50))');
    const lines = await readConsole();
    return results.map((result) => {
      const own = lines.filter(({ text }) => scenarioIn(text) === result.id);
      return [
        result.id,
        {
          result,
          requests: server.seen(result.id),
          messages: own.map(({ text }) => text),
          codes: own.map(({ category }) => category),
        },
      ];
    });
  }

  return {
    version: await browser.version(),
    sites,
    run: async (scenarios) => {
      server.script(sites, scenarios);
      const observed = new Map<number, Observation>();
      for (const kind of ['app', 'opaque'] as const) {
        const own = scenarios.filter(({ page }) => page === kind);
        for (let start = 0; start < own.length; start += BATCH) {
          for (const [id, one] of await runBatch(own.slice(start, start + BATCH), pages[kind]))
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

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  return page;
}

interface ConsoleLine {
  readonly category: string;
  readonly text: string;
}

/** What puppeteer keeps of its BiDi connection; it has no public way to a browser's chrome. */
interface BidiBrowser {
  readonly connection: {
    send(method: string, params: object): Promise<{ readonly result: unknown }>;
  };
}

/** Takes what the browser's console has gathered since the last call. */
async function consoleReader(browser: Browser): Promise<() => Promise<ConsoleLine[]>> {
  const { connection } = browser as unknown as BidiBrowser;
  const tree = (await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' })).result as {
    readonly contexts: readonly { readonly context: string }[];
  };
  const context = tree.contexts[0]?.context;
  const expression = `(() => {
    const lines = Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError)
      .map((one) => ({ category: one.category, text: one.errorMessage }));
    Services.console.reset();
    return JSON.stringify(lines);
  })()`;
  return async () => {
    const answer = await connection.send('script.evaluate', {
      expression,
      target: { context },
      awaitPromise: false,
    });
    const { result } = answer.result as { readonly result: { readonly value: string } };
    return JSON.parse(result.value) as ConsoleLine[];
  };
}
