import { describe, expect, it } from 'vitest';
import type { CorsSource } from '../../src/cors.ts';
import { type Application, type Case, type CaseRequest, STATUS } from '../cases/case.ts';

/**
 * What the table needs of a host. `start` mounts the middleware of every layer, outermost first, and behind them an
 * application that does what {@link Handler} says.
 *
 * A host that merges into the handler's response (instead of writing before the handler runs) puts
 * `application.vary` there; every other host sets it on the response before the first layer runs.
 */
export interface Host {
  readonly name: string;
  start(
    layers: readonly CorsSource<unknown>[],
    application: Application,
    handler: Handler,
  ): Promise<RunningHost>;
}

export interface RunningHost {
  /** Sends one request over the wire, and reads the whole response. */
  send(request: CaseRequest): Promise<Received>;
  close(): Promise<void>;
}

/** What the host's handler calls first. It throws or rejects where the case wants that; else it says which status to send. */
export type Handler = () => number | Promise<never>;

export interface Received {
  readonly status: number;
  /** As received: every line, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Runs rows of the table on a host. */
export function describeCases(host: Host, title: string, cases: readonly Case[]): void {
  describe(`${title} on ${host.name}`, () => {
    it.each(cases.map((row) => [row.name, row] as const))('%s', async (_, row) => {
      expect(await run(host, row)).toEqual({
        ...row.expected,
        handlerCalls: row.expected.by === 'handler' ? 1 : 0,
      });
    });
  });
}

async function run(host: Host, { layers, application, request, expected }: Case): Promise<object> {
  let handlerCalls = 0;
  const running = await host.start(layers, application, () => {
    handlerCalls++;
    return behave(application.behaviour);
  });
  try {
    const { status, headers, body } = await running.send(request);
    const by = handlerCalls > 0 ? 'handler' : status === 500 ? 'error handling' : 'middleware';
    if (by === 'middleware') expect(body, 'a reply of the middleware has no body').toBe('');
    return { by, status, headers: corsHeaders(headers, expected.by === 'middleware'), handlerCalls };
  } finally {
    await running.close();
  }
}

function behave(behaviour: Application['behaviour']): number | Promise<never> {
  const error = new Error('the handler failed, as this case wants');
  if (behaviour === 'throws') throw error;
  return behaviour === 'rejects' ? Promise.reject(error) : STATUS[behaviour];
}

/**
 * Every CORS header and `vary`, by its name in lower case; for an empty reply also what tells its length. A header
 * that was sent on two lines is shown as such, and so equals nothing.
 */
export function corsHeaders(headers: Received['headers'], withLength = false): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [written, value] of headers) {
    const name = written.toLowerCase();
    const isLength = name === 'content-length' || name === 'transfer-encoding';
    if (!name.startsWith('access-control-') && name !== 'vary' && !(withLength && isLength)) continue;
    found[name] = name in found ? `${found[name]} AND AGAIN ${value}` : value;
  }
  return found;
}
