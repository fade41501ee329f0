import type { BlockCode } from './codes.ts';
import type { EngineProfile } from './engines.ts';
import { type EngineText, MESSAGES } from './messages.ts';
import type { Circumstances, Engine, Verdict } from './types.ts';
import { isSameOrigin } from './urls.ts';

/** Values of the placeholders in the table of messages. */
export type Placeholders = Readonly<Record<string, string>>;

/** Puts values in the place of `{names}`; a name without a value stays as it stands. */
export function fill(template: string, values: Placeholders): string {
  return template.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** What the engine reports for a block: its line in the console, its code, and what it names as being at fault. */
export function consoleReport(
  code: BlockCode,
  circumstances: Circumstances,
  { engine, printed }: EngineProfile,
  lists: { readonly allowMethods: string; readonly allowHeaders: string },
): Pick<Verdict, 'detail' | 'engineCode' | 'message'> {
  const { culprit, preflight } = circumstances;
  const values = {
    ...placeholders(circumstances),
    allowMethods: printed(lists.allowMethods),
    allowHeaders: printed(lists.allowHeaders),
    culprit: printed(culprit ?? ''),
  };
  if (engine === 'standard') {
    return { detail: culprit, engineCode: null, message: fill(MESSAGES[code].cause, values) };
  }
  const text: EngineText | undefined = MESSAGES[code][engine];
  if (text === undefined || isSilent(code, circumstances, engine))
    return { detail: null, engineCode: null, message: null };
  const engineCode = (preflight ? text.preflightCode : undefined) ?? text.code ?? null;
  return { detail: text.names ? culprit : null, engineCode, message: fill(text.text, values) };
}

/** A redirect that cannot be followed is no matter of CORS to a request that CORS has nothing to do with, or not yet. */
function isSilent(code: BlockCode, circumstances: Circumstances, engine: Engine): boolean {
  const { mode, origin, location, crossOrigin } = circumstances;
  if (code === 'redirect-credentials') {
    const leadsHome = !crossOrigin && location !== null && isSameOrigin(origin, new URL(location));
    return mode !== 'cors' || leadsHome;
  }
  if (code !== 'redirect-scheme' && code !== 'redirect-data') return false;
  return mode !== 'cors' || (engine === 'firefox' && !crossOrigin);
}

export function placeholders(circumstances: Circumstances): Placeholders {
  const { url, firstUrl, initiator, preflight, status, location, culprit } = circumstances;
  const isXhr = initiator === 'xhr';
  return {
    url,
    firstUrl,
    origin: circumstances.origin,
    sentOrigin: circumstances.sentOrigin,
    // The page's path is not known here.
    page: `${circumstances.origin}/`,
    method: circumstances.method,
    status: String(status),
    culprit: culprit ?? '',
    refused: circumstances.refusedHeaders.join(', '),
    location: location ?? '',
    bareLocation: location === null ? '' : withoutCredentials(location),
    scheme: new URL(url).protocol.slice(0, -1),
    answer: preflight ? 'preflight response' : 'response',
    kind: isXhr ? 'XMLHttpRequest' : 'fetch',
    redirected: url === firstUrl ? '' : `(redirected from '${firstUrl}') `,
    preflight: preflight ? "Response to preflight request doesn't pass access control check: " : '',
    mend: isXhr ? '' : ' Have the server send the header with a valid value.',
    withCredentials: isXhr
      ? ' The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.'
      : '',
    redirection:
      location === null || preflight
        ? ''
        : `Cross-origin redirection to ${withoutCredentials(location)} denied by Cross-Origin Resource Sharing policy: `,
    headerName: wireCase(culprit ?? ''),
  };
}

function withoutCredentials(location: string): string {
  const url = new URL(location);
  url.username = '';
  url.password = '';
  return url.href;
}

/** WebKit prints the headers that it knows in their customary spelling, others as the script wrote them. */
function wireCase(name: string): string {
  return KNOWN_SPELLINGS.get(name) ?? name;
}

const KNOWN_SPELLINGS: ReadonlyMap<string, string> = new Map(
  [
    'Accept',
    'Accept-Language',
    'Authorization',
    'Content-Language',
    'Content-Type',
    'Range',
    'If-None-Match',
  ].map((name) => [name.toLowerCase(), name]),
);
