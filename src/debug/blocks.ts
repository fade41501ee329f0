import { isSameOrigin } from '../exchange/classify.ts';
import { isLoopbackHost } from '../spec/ip.ts';
import { splitTokens } from '../spec/lists.ts';
import { SAFELISTED_METHODS } from '../spec/methods.ts';
import {
  ALLOW_HEADERS,
  ALLOW_METHODS,
  ALLOW_ORIGIN,
  REQUEST_HEADERS,
  REQUEST_METHOD,
} from '../spec/names.ts';
import { parseOrigin } from '../spec/origin.ts';
import { nearestOrigin } from './nearest-origin.ts';
import { type Finding, headerOf, type Observation, type Subject } from './observation.ts';
import { quoted, shown } from './shown.ts';

/**
 * What in a reply makes a browser block the exchange; `undefined` where it lets it through, and where CORS decides
 * nothing: a page of the server itself, a form, a navigation, an image.
 *
 * @see https://fetch.spec.whatwg.org/#cors-check
 */
export function findBlock(observation: Observation, { exchange }: Subject): Finding | undefined {
  const { facts, reply } = observation;
  const { origin } = facts.headers;
  if (origin === undefined || isSameOrigin(facts)) return undefined;
  const mode = headerOf(observation, 'sec-fetch-mode');
  if (mode !== undefined && mode !== 'cors') return undefined;
  if (reply.error !== undefined) return functionFailed(reply.error);
  const allowed = reply.headers[ALLOW_ORIGIN];
  if (allowed !== '*' && allowed !== origin) return originRefused(observation, origin);
  if (exchange === 'preflight') return methodRefused(observation) ?? headerRefused(observation);
  return credentialsRefused(observation, mode);
}

function functionFailed(error: object): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  const cause = `the origin function failed, and nothing is allowed: ${shown(reason, 300)}`;
  return { code: 'function-failed', detail: '', cause, cure: 'Let it return true or false' };
}

function originRefused({ policy, reply }: Observation, origin: string): Finding {
  const option = policy.options.origin;
  const parts = parseOrigin(origin);
  const found = { code: 'origin-refused', detail: '' } as const;
  const enforced = reply.status === 403 && policy.options.enforce ? ' (enforce answers 403)' : '';
  if (origin === 'null') {
    const cause = `"null" stands for a sandboxed frame, a local file or a redirect between origins${enforced}`;
    return { ...found, cause, cure: 'Open the page over http(s), and ask for the final URL' };
  }
  if (parts === undefined) {
    const cause = `no browser sends such an origin${enforced}`;
    return { ...found, cause, cure: 'Mend the client, or the proxy that rewrites the header' };
  }
  if (typeof option === 'function') {
    const cause = `the origin function returned false${enforced}`;
    return { ...found, cause, cure: 'Let it return true if pages of this origin may read' };
  }
  const anyPort = isLoopbackHost(parts.host) ? `, or '${parts.scheme}://${parts.host}:*' for every port` : '';
  const nobody = option === false ? 'origin: false allows nobody' : 'the origin is not allowed';
  return {
    ...found,
    cause: nobody + enforced,
    nearest: nearestOrigin(option, origin),
    cure:
      option === false ? `Write origin: [${quoted(origin)}]` : `Add ${quoted(origin)} to origin${anyPort}`,
  };
}

function methodRefused({ facts, reply }: Observation): Finding | undefined {
  const method = String(facts.headers[REQUEST_METHOD]);
  const allowed = splitTokens(reply.headers[ALLOW_METHODS] ?? '');
  if (SAFELISTED_METHODS.has(method) || allowed.includes(method) || allowed.includes('*')) return undefined;
  const upper = method.toUpperCase();
  return {
    code: 'method-refused',
    detail: shown(method, 40),
    cause: `the method ${quoted(method)} is not among methods`,
    cure: allowed.includes(upper)
      ? `Write ${quoted(upper)} in the page: browsers leave its case as it is`
      : `Add ${quoted(method)} to methods`,
  };
}

function headerRefused({ policy, facts, reply }: Observation): Finding | undefined {
  const asked = splitTokens(String(facts.headers[REQUEST_HEADERS] ?? '').toLowerCase());
  const sent = reply.headers[ALLOW_HEADERS];
  const allowed = splitTokens((sent ?? '').toLowerCase());
  const refused = asked.filter((name) => !allowed.includes(name));
  if (refused.length === 0 || (allowed.includes('*') && !refused.includes('authorization'))) return undefined;
  const isReflected = sent === undefined && policy.options.allowedHeaders === undefined;
  const names = refused.slice(0, 5).map(quoted).join(', ') + (refused.length > 5 ? ', …' : '');
  return {
    code: 'header-refused',
    detail: names,
    cause: isReflected
      ? 'the list of request headers is malformed, or too long to be sent back'
      : `not among allowedHeaders: ${names}`,
    cure: isReflected ? 'Mend the client: no page can send it' : `Add ${names} to allowedHeaders`,
  };
}

/** A cookie beside mode `cors` came with `credentials: 'include'`: nothing else sends one to another origin. */
function credentialsRefused(observation: Observation, mode: string | undefined): Finding | undefined {
  const { credentials } = observation.policy.options;
  if (credentials || mode !== 'cors' || headerOf(observation, 'cookie') === undefined) return undefined;
  return {
    code: 'credentials-refused',
    detail: '',
    cause: 'the page sent cookies, and the policy does not cover credentials',
    cure: "Set credentials: true and name the origins, or leave credentials: 'include' out in the page",
  };
}
