import { type CorsSource, createEngine } from '../cors.ts';
import { policyFile } from '../live/policy-file.ts';
import { REQUEST_HEADERS, REQUEST_METHOD } from '../spec/names.ts';
import { unwatched } from '../watch.ts';
import type { AskServer } from './ask.ts';
import { UsageError } from './errors.ts';

/** What an origin function is given: as much of a request as there is without a server. */
interface NominalRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Asks a policy in the place of a server; what it lets through is answered with 200.
 *
 * @param file a module whose default export is what `cors()` takes, or JSON.
 * @throws UsageError when it cannot be read, or its options are wrong.
 */
export async function askPolicy(file: string): Promise<AskServer> {
  const engine = await readEngine(file);
  return async ({ method, url, headers }) => {
    const { host, pathname, search } = new URL(url);
    const { origin } = headers;
    const facts = {
      method,
      headers: {
        origin,
        host,
        [REQUEST_METHOD]: headers[REQUEST_METHOD],
        [REQUEST_HEADERS]: headers[REQUEST_HEADERS],
        'sec-fetch-site': 'cross-site',
      },
    };
    const reply = await engine.evaluate(facts, {
      method,
      url: pathname + search,
      headers: { ...headers, host },
    });
    if (reply.error !== undefined) throw new UsageError(`${file}: ${messageOf(reply.error)}`);
    return { status: reply.status ?? 200, headers: Object.entries(reply.headers) };
  };
}

async function readEngine(file: string) {
  try {
    const { options } = await policyFile(file).read();
    return createEngine(options as CorsSource<NominalRequest>, unwatched);
  } catch (error) {
    throw new UsageError(`${file}: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
