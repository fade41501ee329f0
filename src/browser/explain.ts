import { fill, placeholders } from './console.ts';
import { MESSAGES } from './messages.ts';
import { type NearMiss, nearMiss } from './near-miss.ts';
import type { Verdict } from './types.ts';

/** Why a request was blocked, for the person who runs the server. */
export interface Explanation {
  /** What is wrong on the server's side, or in the page's request. */
  readonly cause: string;
  /** The change that mends it. */
  readonly cure: string;
  /** The allowed origin that the page's comes close to, and what the difference is. */
  readonly nearMiss: (NearMiss & { readonly allowed: string }) | null;
  /** All of it, a paragraph to print. */
  readonly text: string;
}

export interface ExplainOptions {
  /** Origins that the server is known to allow; the nearest is named. Default: what the answer's header says. */
  readonly allowedOrigins?: Iterable<string> | undefined;
}

/**
 * Says what on the server's side caused a verdict and what to change, and names the near miss where the allowed
 * origin differs from the page's in one small thing only: port, scheme, `www.`, a trailing slash, case, punycode,
 * depth of a subdomain, `127.0.0.1` against `localhost`. Readable verdicts are explained by their notes.
 */
export function explain(verdict: Verdict, { allowedOrigins = [] }: ExplainOptions = {}): Explanation {
  const { code, circumstances, notes } = verdict;
  if (code === null) {
    const cause =
      verdict.outcome === 'opaque'
        ? OPAQUE
        : `${circumstances.origin} can read the answer of ${circumstances.url}.`;
    const cure = notes.map((note) => note.text).join('\n');
    return { cause, cure, nearMiss: null, text: cure === '' ? cause : `${cause}\n${cure}` };
  }
  const values = placeholders(circumstances);
  const near = isAboutOrigin(code) ? nearest(verdict, allowedOrigins) : null;
  const found = near === null ? '' : ` Near miss: ${near.allowed} is allowed, but ${near.text}.`;
  const cause = fill(MESSAGES[code].cause, values) + found;
  const cure = fill(MESSAGES[code].cure, values) + redirectAdvice(verdict);
  return { cause, cure, nearMiss: near, text: `${cause}\n${cure}` };
}

const OPAQUE =
  'Mode "no-cors": the request was sent, and the page can read nothing of the answer, not even its status.';

function isAboutOrigin(code: string): boolean {
  return (
    code === 'acao-missing' || code === 'acao-mismatch' || code === 'acao-invalid' || code === 'acao-multiple'
  );
}

function nearest({ circumstances }: Verdict, allowedOrigins: Iterable<string>): Explanation['nearMiss'] {
  const { allowOrigin, sentOrigin } = circumstances;
  const candidates = [
    ...(allowOrigin === null || allowOrigin === '' ? [] : [allowOrigin]),
    ...allowedOrigins,
  ];
  for (const allowed of candidates) {
    const near = nearMiss(allowed, sentOrigin);
    if (near !== null) return { ...near, allowed };
  }
  return null;
}

/** The one case in which the origin to allow is not the page's. */
function redirectAdvice({ circumstances: { origin, sentOrigin, firstUrl } }: Verdict): string {
  if (sentOrigin === origin) return '';
  return ` The Origin is "null" because ${firstUrl} redirected to a third origin: better ask for the final URL in the page.`;
}
