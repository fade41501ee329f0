import type { Reply } from '../exchange/respond.ts';
import { splitTokens } from '../spec/lists.ts';
import {
  ALLOW_CREDENTIALS,
  ALLOW_HEADERS,
  ALLOW_METHODS,
  ALLOW_ORIGIN,
  EXPOSE_HEADERS,
  MAX_AGE,
  VARY,
} from '../spec/names.ts';
import type { SentHead } from './head.ts';
import type { Finding, Subject } from './observation.ts';
import { quoted } from './shown.ts';

const CURE = 'Let only the policy send it: take the line out of the handler, the error handler or the proxy';

/** Where the head that was sent is not what the policy wrote. `vary`: what every policy on the response put there. */
export function findConflicts(reply: Reply, vary: string, head: SentHead, subject: Subject): Finding[] {
  return [
    ...[ALLOW_ORIGIN, ALLOW_CREDENTIALS, MAX_AGE].map((name) => valueConflict(name, reply, head)),
    ...[ALLOW_METHODS, ALLOW_HEADERS, EXPOSE_HEADERS].map((name) => listConflict(name, reply, head)),
    varyConflict(vary, head),
    subject.exchange === 'preflight' ? preflightConflict(reply, head) : undefined,
  ].filter((finding) => finding !== undefined);
}

function valueConflict(name: string, { headers }: Reply, head: SentHead): Finding | undefined {
  const expected = headers[name];
  const lines = head.lines(name);
  const [sent] = lines;
  if (lines.length > 1 || (name === ALLOW_ORIGIN && sent?.includes(','))) {
    return {
      code: 'header-doubled',
      detail: name,
      cause: `${name} is sent with several values (${lines.map(quoted).join(', ')}), and browsers refuse all but one`,
      cure: CURE,
    };
  }
  // How long a preflight is remembered is for the application to say where the policy says nothing.
  if (sent === expected || (expected === undefined && name === MAX_AGE)) return undefined;
  return overwritten(name, expected, sent);
}

/** A handler may add to a list: browsers join its lines. */
function listConflict(name: string, { headers }: Reply, head: SentHead): Finding | undefined {
  const expected = headers[name];
  const sent = head.lines(name).join(',');
  const present = splitTokens(sent.toLowerCase());
  const isWhole = splitTokens((expected ?? '').toLowerCase()).every((element) => present.includes(element));
  return isWhole ? undefined : overwritten(name, expected, sent === '' ? undefined : sent);
}

function overwritten(name: string, expected: string | undefined, sent: string | undefined): Finding {
  const found = { code: 'header-overwritten', detail: name, cure: CURE } as const;
  if (sent === undefined) return { ...found, cause: `${name}: ${quoted(String(expected))} was removed` };
  const policy = expected === undefined ? 'the policy sends none' : `the policy sends ${quoted(expected)}`;
  return { ...found, cause: `something else sends ${name}: ${quoted(sent)}, where ${policy}` };
}

/** @see https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches */
function varyConflict(vary: string, head: SentHead): Finding | undefined {
  const sent = head.lines(VARY).join(', ');
  const present = splitTokens(sent.toLowerCase());
  if (present.includes('*')) return undefined;
  const lost = splitTokens(vary).filter((name) => !present.includes(name.toLowerCase()));
  if (lost.length === 0) return undefined;
  const now = sent === '' ? 'is missing' : `was overwritten with ${quoted(sent)}`;
  return {
    code: 'vary-lost',
    detail: lost.join(),
    cause: `Vary ${now} and lacks ${lost.join(', ')}: a cache may serve this response to another origin`,
    cure: "Add to Vary instead of setting it: res.vary(name), or res.appendHeader('Vary', name)",
  };
}

/** Who hands preflights on has to see to it that they are answered 2xx. */
function preflightConflict(reply: Reply, { status }: SentHead): Finding | undefined {
  if (reply.error !== undefined || reply.status === status || (status >= 200 && status <= 299)) {
    return undefined;
  }
  return {
    code: 'preflight-answered',
    detail: String(status),
    cause: `the preflight was handed on and answered ${status}, and browsers accept 200 to 299 only`,
    cure: cureFor(status),
  };
}

function cureFor(status: number): string {
  if (status >= 300 && status <= 399) return 'Leave preflightContinue out, or let OPTIONS pass the redirect';
  if (status === 401 || status === 403) {
    return 'Leave preflightContinue out, or let OPTIONS pass: preflights carry neither cookies nor Authorization';
  }
  return 'Leave preflightContinue out, or answer OPTIONS there with 204';
}
