import { describe, expect, it } from 'vitest';
import type { CorsSource } from '../../src/cors.ts';
import { APP, ask, type CaseRequest, EVIL } from '../cases/case.ts';
import { corsHeaders, type RunningHost } from './harness.ts';
import { express5Host } from './node-hosts.ts';

interface Stored {
  readonly request: CaseRequest;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A shared cache that does what RFC 9111 4.1 lets it do: a stored response answers every request that has the same
 * values in the headers that its `Vary` names, and a response without `Vary` answers everyone.
 */
class SharedCache {
  readonly #stored: Stored[] = [];

  async fetch(host: RunningHost, request: CaseRequest): Promise<Stored['headers']> {
    const hit = this.#stored.find((stored) => isReusable(stored, request));
    if (hit !== undefined) return hit.headers;
    const headers = corsHeaders((await host.send(request)).headers);
    this.#stored.push({ request, headers });
    return headers;
  }
}

function isReusable({ request: stored, headers }: Stored, request: CaseRequest): boolean {
  const { vary = '' } = headers;
  const names = vary
    .toLowerCase()
    .split(', ')
    .filter((name) => name !== '');
  return !names.includes('*') && names.every((name) => headerOf(stored, name) === headerOf(request, name));
}

function headerOf({ headers }: CaseRequest, name: string): string | undefined {
  return headers.find(([header]) => header === name)?.[1];
}

const REQUESTS: CaseRequest[] = [
  ask(undefined),
  ask(APP),
  ask(EVIL),
  ask('null'),
  ask(APP, 'GET', { 'x-tenant': 'a' }),
  ask(APP, 'GET', { 'x-tenant': 'b' }),
];

let tenant: string | undefined;
const POLICIES: [string, CorsSource<unknown>][] = [
  ['public', {}],
  ['constant', { origin: APP, credentials: true }],
  ['a list', { origin: [APP], credentials: true, exposedHeaders: 'X-Total' }],
  ['a function', { origin: async (origin) => origin === APP }],
  ['a function that reads another header', { origin: () => tenant === 'a', vary: 'X-Tenant' }],
  ['a delegate', () => ({ origin: [APP] })],
  ['nobody', { origin: false }],
];

describe.each(POLICIES)('A26: behind a shared cache, %s', (_, source) => {
  it('gives everyone what the server itself would have given, in any order', async () => {
    for (let first = 0; first < REQUESTS.length; first++) {
      const host = await express5Host.start([source], { vary: [], behaviour: 'ok' }, () => 200);
      const cache = new SharedCache();
      for (const request of [...REQUESTS.slice(first), ...REQUESTS.slice(0, first)]) {
        tenant = headerOf(request, 'x-tenant');
        const own = corsHeaders((await host.send(request)).headers);
        expect(await cache.fetch(host, request)).toEqual(own);
      }
      await host.close();
    }
  });
});
