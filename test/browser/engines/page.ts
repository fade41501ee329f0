import { hopUrl, type Scenario, type Sites } from './scenario.ts';

/** What a page made of a scenario. */
export interface PageResult {
  readonly id: number;
  /** `Response.type` and what can be read; absent where the promise was rejected. */
  readonly type?: string;
  readonly status?: number;
  readonly headers?: readonly string[];
  readonly error?: string;
}

/** What the script on the page is given for a scenario. */
export function pageTask(sites: Sites, scenario: Scenario) {
  const { id, initiator, method, headers, credentials, mode } = scenario;
  return { id, initiator, url: hopUrl(sites, scenario, 0), init: { method, headers, credentials, mode } };
}

/** Runs in the browser, so it is plain old text: `runTasks(tasks)` gives a list of `PageResult`. */
export const PAGE_HTML = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script>
async function byFetch({ url, init }) {
  const response = await fetch(url, init);
  const headers = [...new Set(response.headers.keys())].sort();
  await response.arrayBuffer();
  return { type: response.type, status: response.status, headers };
}
function byXhr({ url, init }) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(init.method, url);
    xhr.withCredentials = init.credentials === 'include';
    for (const [name, value] of init.headers) xhr.setRequestHeader(name, value);
    xhr.onerror = () => reject(new Error('xhr failed'));
    xhr.onload = () => resolve({
      type: 'xhr',
      status: xhr.status,
      headers: xhr.getAllResponseHeaders().split('\\r\\n').filter(Boolean)
        .map((line) => line.slice(0, line.indexOf(':')).toLowerCase()).sort()
        .filter((name, index, all) => name !== all[index - 1]),
    });
    xhr.send();
  });
}
async function runTask(task) {
  try {
    return { id: task.id, ...(await (task.initiator === 'xhr' ? byXhr(task) : byFetch(task))) };
  } catch (error) {
    return { id: task.id, error: String(error) };
  }
}
function runTasks(tasks) { return Promise.all(tasks.map(runTask)); }
</script>`;
