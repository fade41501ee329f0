import { type Engine, judge, type Verdict } from '../../../src/browser/index.ts';
import type { Observation } from './observation.ts';
import { asModelInput, type HeaderLines, type Scenario, type Sites } from './scenario.ts';

/** One thing on which the model and the engine disagree. */
export interface Difference {
  readonly what: string;
  readonly model: unknown;
  readonly engine: unknown;
}

const CORS_NAMES = ['origin', 'access-control-request-method', 'access-control-request-headers'];

export function verdictOn(sites: Sites, scenario: Scenario, engine: Engine): Verdict {
  const { request, exchange } = asModelInput(sites, scenario);
  return judge(request, exchange, { engine });
}

/** Everything that can be seen of an engine, against the model's profile of it: an empty list when they agree. */
export function differences(scenario: Scenario, verdict: Verdict, observed: Observation): Difference[] {
  const found: Difference[] = [];
  const check = (what: string, model: unknown, engine: unknown) => {
    if (JSON.stringify(model) !== JSON.stringify(engine)) found.push({ what, model, engine });
  };
  check('outcome', verdict.outcome, outcomeOf(observed));
  check('requests', modelRequests(verdict), seenRequests(verdict, observed));
  check('script headers', [], scriptHeaders(scenario, verdict, observed));
  if (verdict.outcome === 'readable')
    check('exposed headers', verdict.exposedHeaders, observed.result.headers);
  if (verdict.engine === 'chromium') checkCorsError(verdict, observed, check);
  check('message', ...messages(verdict, observed));
  return found;
}

type Check = (what: string, model: unknown, engine: unknown) => void;

function outcomeOf({ result }: Observation): Verdict['outcome'] {
  if (result.error !== undefined) return 'blocked';
  return result.type === 'opaque' ? 'opaque' : 'readable';
}

function modelRequests({ requests }: Verdict) {
  return requests.map(({ method, headers }) => ({ method, ...pickCors(headers) }));
}

function seenRequests({ engine, requests }: Verdict, observed: Observation) {
  return observed.requests.map(({ method, headers }, index) => {
    const cors = pickCors(headers);
    // WebKit carries an Origin over same-origin redirects to requests that would have none; nothing hangs on it.
    if (engine === 'webkit' && requests[index]?.headers['origin'] === undefined) delete cors['origin'];
    return { method, ...cors };
  });
}

function pickCors(headers: Readonly<Record<string, string>>): Record<string, string | undefined> {
  return Object.fromEntries(
    CORS_NAMES.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );
}

/** Of the headers that the script set: those on which the model and the server disagree. */
function scriptHeaders(scenario: Scenario, verdict: Verdict, { requests }: Observation): string[] {
  return requests.flatMap((seen, index) => {
    const sent = verdict.requests[index];
    // A preflight carries headers of the browser's own choice.
    const isPreflight = seen.headers['access-control-request-method'] !== undefined;
    // What the network layers of Firefox and WebKit keep over a redirect is not modelled in full.
    const isUnknown = verdict.engine !== 'chromium' && seen.hop > 0;
    if (sent === undefined || sent.method !== seen.method || isPreflight || isUnknown) return [];
    return scenario.headers.flatMap(([name, value]) => {
      const [model, engine] = [sent.headers[name.toLowerCase()]?.trim(), seen.headers[name.toLowerCase()]];
      if (isRewritten(scenario.headers, name, model)) return [];
      // The browser has values of its own for many names; where the script's is not sent only that value tells.
      const differs = model === undefined ? engine === value.trim() : engine !== model;
      return differs ? [`request ${index}, ${name}: ${model} / ${engine}`] : [];
    });
  });
}

/** Chromium writes a range anew, Firefox has ways of its own with empty lines, WebKit writes UTF-8. */
function isRewritten(lines: HeaderLines, name: string, sent = ''): boolean {
  const hasEmpty = lines.some(([other, value]) => value === '' && other.toLowerCase() === name.toLowerCase());
  return name === 'range' || hasEmpty || /[\x80-\xff]/.test(sent);
}

function checkCorsError(verdict: Verdict, observed: Observation, check: Check): void {
  check('CorsError', verdict.engineCode, observed.codes[0] ?? null);
  // Of several refused headers Chromium names the one that its hash table has first.
  if (verdict.circumstances.refusedHeaders.includes(observed.failedParameter ?? '')) return;
  if (verdict.engineCode !== null) check('failedParameter', verdict.detail ?? '', observed.failedParameter);
}

/** The model's line and the engine's; what is said of other things than this block is left out. */
function messages(
  { engine, outcome, code, message, circumstances }: Verdict,
  observed: Observation,
): [unknown, unknown] {
  const lines = observed.messages.filter((line) => ABOUT_BLOCKS[engine].test(line));
  const first = lines[0]?.trim() ?? null;
  if (outcome !== 'blocked') return [null, first];
  // These throw from the call itself, and WebKit has no say on FTP.
  if (code === 'method-forbidden' || code === 'method-not-for-no-cors') return [null, first];
  if (engine === 'webkit' && circumstances.location?.startsWith('ftp:'))
    return ['FTP URLs are disabled', first];
  // WebKit's words for redirects outside of CORS are not modelled.
  const isOutside = circumstances.mode !== 'cors' && circumstances.location !== null;
  if (engine === 'webkit' && isOutside && message === null) return [null, null];
  // An opaque origin has a name of its own in this one message of Firefox's.
  if (engine === 'firefox' && code === 'mode-same-origin' && circumstances.origin === 'null')
    return [null, null];
  const expected = message?.trim() ?? null;
  const { refusedHeaders, culprit } = circumstances;
  // WebKit spells the headers that it knows in its own way; of several an engine names any.
  const isExact = refusedHeaders.length < (engine === 'webkit' ? 1 : 2);
  if (first === null || expected === null || isExact || culprit === null) return [expected, first];
  const variants = refusedHeaders.map((name) => expected.toLowerCase().replace(culprit, name));
  return [true, variants.includes(first.toLowerCase()) || { first, variants }];
}

const ABOUT_BLOCKS: Readonly<Record<Engine, RegExp>> = {
  standard: /$^/,
  chromium: /CORS policy|^Fetch API cannot load|^Unsafe attempt/,
  firefox: /Blocked: |^Security Error|Cross-Origin-Resource-Policy/,
  webkit: /^(?!Refused to set unsafe header|.* due to access control checks\.$)/,
};
