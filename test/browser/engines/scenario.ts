import type { BrowserRequest, Exchange, ServerHop } from '../../../src/browser/index.ts';

/** Where pages and resources live. All three lead to one loopback server; browsers see three origins. */
export interface Sites {
  readonly app: string;
  readonly api: string;
  readonly other: string;
}

export type HeaderLines = readonly (readonly [name: string, value: string])[];

export interface ScriptedReply {
  readonly status: number;
  readonly headers: HeaderLines;
}

/** One URL of a scenario: whose it is, what it answers to a preflight and to anything else. */
export interface ScriptedHop {
  readonly site: keyof Sites;
  readonly preflight: ScriptedReply;
  readonly reply: ScriptedReply;
  /** Whether the address of the next hop is given with a user name and password. */
  readonly password?: boolean;
}

/** One request of a page, and what the server has been told to answer. */
export interface Scenario {
  readonly id: number;
  /** `opaque`: a page with a sandbox policy, whose origin is `null`. */
  readonly page: 'app' | 'opaque';
  readonly method: string;
  readonly headers: HeaderLines;
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly initiator: 'fetch' | 'xhr';
  readonly hops: readonly ScriptedHop[];
}

export function hopUrl(sites: Sites, { id, hops }: Scenario, index: number): string {
  return `${sites[hops[index]?.site ?? 'api']}/s/${id}/${index}`;
}

/** What goes over the wire: a body's length where a status has a body, and the address of the next hop. */
export function servedReply(sites: Sites, scenario: Scenario, index: number, kind: 'preflight' | 'reply') {
  const hop = scenario.hops[index];
  if (hop === undefined) throw new Error(`Scenario ${scenario.id} has no hop ${index}.`);
  const { status, headers } = hop[kind];
  const hasBody = status !== 204 && status !== 304;
  const leadsOn = kind === 'reply' && index + 1 < scenario.hops.length;
  const served: (readonly [string, string])[] = [...headers];
  if (hasBody) served.push(['content-length', '0']);
  if (leadsOn) served.push(['location', nextAddress(sites, scenario, index)]);
  return { status, headers: served };
}

function nextAddress(sites: Sites, scenario: Scenario, index: number): string {
  const url = hopUrl(sites, scenario, index + 1);
  return scenario.hops[index]?.password ? url.replace('://', '://user:pass@') : url;
}

/** The scenario in the words of the model. */
export function asModelInput(
  sites: Sites,
  scenario: Scenario,
): { request: BrowserRequest; exchange: Exchange } {
  const response: ServerHop[] = scenario.hops.map((_, index) => ({
    ...servedReply(sites, scenario, index, 'reply'),
    preflight: servedReply(sites, scenario, index, 'preflight'),
  }));
  return {
    request: {
      origin: scenario.page === 'opaque' ? 'null' : sites.app,
      url: hopUrl(sites, scenario, 0),
      method: scenario.method,
      headers: scenario.headers,
      credentials: scenario.credentials,
      mode: scenario.mode,
      initiator: scenario.initiator,
    },
    exchange: { response },
  };
}
