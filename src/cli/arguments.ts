import { parseArgs } from 'node:util';
import { plan } from '../browser/plan.ts';
import type { BrowserRequest, Engine } from '../browser/types.ts';
import { UsageError } from './errors.ts';

/** What the command line asks for. */
export interface CheckArguments {
  readonly request: BrowserRequest & {
    readonly method: string;
    readonly credentials: 'same-origin' | 'include';
  };
  readonly engines: readonly Engine[];
  /** For the whole check, in seconds. */
  readonly timeout: number;
  readonly json: boolean;
  /** Path of the options to judge in the place of a server. */
  readonly config: string | null;
}

export const ENGINES: readonly Engine[] = ['standard', 'chromium', 'firefox', 'webkit'];

const DEFAULT_TIMEOUT = 30;

/** What a policy is asked for when no URL is given: its answers do not depend on it. */
const NOMINAL_URL = 'https://api.example/';

const OPTIONS = {
  origin: { type: 'string', short: 'o' },
  method: { type: 'string', short: 'X', default: 'GET' },
  header: { type: 'string', short: 'H', multiple: true, default: [] as string[] },
  credentials: { type: 'boolean', default: false },
  engine: { type: 'string', multiple: true, default: [] as string[] },
  config: { type: 'string' },
  timeout: { type: 'string', default: String(DEFAULT_TIMEOUT) },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const HELP = `Usage: crossgate check URL --origin ORIGIN [options]
       crossgate check --config FILE --origin ORIGIN [options]

Asks URL as a browser on a page of ORIGIN would, and says what each browser makes of the answers, why, and what to
change. Then looks for common mistakes. The request is really sent, with its method, once the preflight has passed.

  -o, --origin ORIGIN    the page's origin, such as https://app.example, or null
  -X, --method METHOD    default GET
  -H, --header 'N: V'    a request header that the page sets; may be repeated
      --credentials      as fetch(..., { credentials: 'include' })
      --engine NAME      standard, chromium, firefox or webkit; may be repeated; default all
      --config FILE      judges the options that a module exports by default (or JSON), without a server
      --timeout SECONDS  for the whole check; default ${DEFAULT_TIMEOUT}
      --json             the report as JSON
  -h, --help             this

Exit status: 0 every browser lets the page read, and nothing is open to attack; 1 blocked or vulnerable;
2 the command is wrong, or no answer came.
`;

/**
 * Reads the command line. `null` where help is wanted.
 * @throws UsageError
 */
export function readArguments(argv: readonly string[]): CheckArguments | null {
  const { values, positionals } = parse(argv);
  if (values.help) return null;
  const [command, url, ...rest] = positionals;
  if (command !== 'check')
    throw new UsageError(`unknown command ${JSON.stringify(command ?? '')}: write "check".`);
  if (rest.length > 0) throw new UsageError(`one URL at a time: ${JSON.stringify(rest[0])} is too many.`);
  if (url === undefined && values.config === undefined) throw new UsageError('which URL? (or --config FILE)');
  if (values.origin === undefined)
    throw new UsageError('which page asks? Write --origin https://app.example');
  const request: CheckArguments['request'] = {
    origin: values.origin,
    url: url ?? NOMINAL_URL,
    method: values.method,
    headers: values.header.map(readHeader),
    credentials: values.credentials ? 'include' : 'same-origin',
  };
  refuseUnaskable(request);
  return {
    request,
    engines: values.engine.length === 0 ? ENGINES : values.engine.map(readEngine),
    timeout: readTimeout(values.timeout),
    json: values.json,
    config: values.config ?? null,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The model says by a TypeError what is no request at all: a relative URL, an origin with a slash at its end. */
function refuseUnaskable(request: BrowserRequest): void {
  try {
    plan(request);
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message, { cause: error }) : error;
  }
  if (!/^https?:/i.test(request.url)) throw new UsageError(`${request.url} is neither http nor https.`);
}

function readHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new UsageError(`${JSON.stringify(line)} is no header: write 'name: value'.`);
  const value = line.slice(colon + 1).trim();
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw new UsageError(`${JSON.stringify(value)} is no header value: bytes only, no control characters.`);
  }
  return [line.slice(0, colon).trim(), value];
}

function readEngine(name: string): Engine {
  const engine = ENGINES.find((known) => known === name);
  if (engine === undefined) throw new UsageError(`${JSON.stringify(name)} is none of ${ENGINES.join(', ')}.`);
  return engine;
}

function readTimeout(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600)) {
    throw new UsageError(`--timeout ${JSON.stringify(text)}: write seconds, more than 0 and at most 3600.`);
  }
  return seconds;
}
