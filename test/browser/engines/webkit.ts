import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { EngineRun, Observation } from './observation.ts';
import { type PageResult, pageTask } from './page.ts';
import type { Scenario } from './scenario.ts';
import { startServer } from './server.ts';

/** WebKitGTK's test browser, where it is installed. */
export const MINI_BROWSER_PATH = ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']
  .map((directory) => `/usr/lib/x86_64-linux-gnu/${directory}/MiniBrowser`)
  .find((path) => existsSync(path));

/**
 * Starts WebKitGTK's MiniBrowser on a virtual display. It prints its console, which WebDriver would not tell, so the
 * page runs the scenarios by itself and says by `console.log` which one it is at and what came of it.
 */
export async function startWebKit(miniBrowser: string): Promise<EngineRun> {
  const server = await startServer();
  // There is no way to give this browser hosts of our own: two names of the loopback and two ports are three origins.
  const sites = {
    app: `http://localhost:${server.port}`,
    api: `http://127.0.0.1:${server.port}`,
    other: `http://127.0.0.1:${server.otherPort}`,
  };

  async function runPage(scenarios: readonly Scenario[], path: string): Promise<[number, Observation][]> {
    server.serveRunner(runnerScript(scenarios.map((scenario) => pageTask(sites, scenario))));
    const output = await browse(miniBrowser, sites.app + path);
    const chapters = new Map(output.split(BEGIN).slice(1).map(readChapter));
    return scenarios.map(({ id }) => {
      const chapter = chapters.get(id);
      if (chapter === undefined)
        throw new Error(`MiniBrowser said nothing of scenario ${id}:\n${output.slice(-2000)}`);
      return [id, { ...chapter, requests: server.seen(id), codes: [] }];
    });
  }

  return {
    version: `WebKitGTK ${packageVersion()}`,
    sites,
    run: async (scenarios) => {
      server.script(sites, scenarios);
      const app = scenarios.filter(({ page }) => page === 'app');
      const opaque = scenarios.filter(({ page }) => page === 'opaque');
      return new Map([...(await runPage(app, '/run')), ...(await runPage(opaque, '/run-opaque'))]);
    },
    close: () => server.close(),
  };
}

const BEGIN = 'CONSOLE LOG begin ';
const RESULT = 'CONSOLE LOG result ';
const DONE = 'CONSOLE LOG done';

function runnerScript(tasks: readonly object[]): string {
  return `(async () => {
    const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
    for (const task of ${asciiJson(tasks)}) {
      console.log('begin ' + task.id);
      const result = await runTask(task);
      await pause();
      console.log('result ' + JSON.stringify(result));
    }
    console.log('done');
  })()`;
}

/** The page is served byte by byte, and says that it is UTF-8. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\x80-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** What was printed from one scenario's beginning to the next: its messages, and its result. */
function readChapter(text: string): [number, Pick<Observation, 'result' | 'messages'>] {
  const lines = text.split('\n');
  const result = lines.find((line) => line.includes(RESULT)) ?? '';
  const messages = lines.flatMap(
    (line) => /CONSOLE (?:SECURITY|JS|NETWORK) ERROR (.*)$/.exec(line)?.[1] ?? [],
  );
  return [
    Number.parseInt(text, 10),
    { result: JSON.parse(result.slice(result.indexOf(RESULT) + RESULT.length)) as PageResult, messages },
  ];
}

/** Opens an address and gives what the browser printed until the page was done. */
async function browse(miniBrowser: string, url: string): Promise<string> {
  const child = spawn(
    'xvfb-run',
    ['--auto-servernum', miniBrowser, '--enable-write-console-messages-to-stdout=true', url],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Containers rarely allow the sandbox's namespaces; the pages are our own.
      env: {
        ...process.env,
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      },
    },
  );
  try {
    return await printed(child);
  } finally {
    // xvfb-run, the display and the browser are one process group, and it is ours.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  }
}

function printed(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(
      () => reject(new Error(`MiniBrowser took too long:\n${output.slice(-2000)}`)),
      120_000,
    );
    const read = (chunk: Buffer) => {
      // MiniBrowser encodes twice what it could not decode.
      output += chunk.toString('utf8').replaceAll('\u00ef\u00bf\u00bd', '\ufffd');
      if (!output.includes(DONE)) return;
      clearTimeout(timer);
      resolve(output);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
  });
}

function packageVersion(): string {
  try {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query has placeholders of its own
    return execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'libwebkit2gtk-4.1-0'], {
      encoding: 'utf8',
    });
  } catch {
    return '(version unknown)';
  }
}
