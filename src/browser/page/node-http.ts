import type https from 'node:https';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { Incoming, Outgoing } from './transport.ts';

/** Where a request goes, whatever host it names. */
export type Destination = Pick<
  https.RequestOptions,
  'host' | 'port' | 'socketPath' | 'protocol' | 'rejectUnauthorized'
>;

/** `node:` modules are asked for only when needed, so that the package loads in browsers and Workers. */
export async function nodeModules() {
  try {
    const [http, https, stream] = await Promise.all([
      builtIn<typeof import('node:http')>('node:http'),
      builtIn<typeof import('node:https')>('node:https'),
      builtIn<typeof import('node:stream')>('node:stream'),
    ]);
    return { http, https, stream };
  } catch (cause) {
    throw new TypeError('Sending over HTTP needs Node: pass `fetch`, a (Request) => Response handler.', {
      cause,
    });
  }
}

/**
 * Asked for by a name that bundlers do not see: those for browsers stop at a `node:` import even where it never runs.
 * `import()` alone would not do: Jest refuses it in CommonJS. Node before 20.16 has nothing else.
 */
async function builtIn<Module>(name: string): Promise<Module> {
  const { getBuiltinModule }: { getBuiltinModule?: (name: string) => unknown } = globalThis.process ?? {};
  const found = getBuiltinModule?.(name) ?? (await import(/* webpackIgnore: true */ /* @vite-ignore */ name));
  return found as Module;
}

/**
 * Sends one request, follows nothing. Header lines are taken as they came: whoever joins them cannot see two
 * `Access-Control-Allow-Origin`.
 */
export async function sendOverHttp(
  destination: Destination,
  { method, url, headers, body, signal }: Outgoing,
): Promise<Incoming> {
  const { http, https, stream } = await nodeModules();
  const { request } = destination.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request({
      ...destination,
      method,
      path: url.pathname + url.search,
      headers: { host: url.host, ...headers },
      agent: false,
      ...(signal !== null && { signal }),
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      resolve({
        status: response.statusCode ?? 0,
        statusText: response.statusMessage ?? '',
        headers: pairsOf(response.rawHeaders),
        body: stream.Readable.toWeb(response) as NodeStream as ReadableStream<Uint8Array>,
      });
    });
    sent.end(body ?? undefined);
  });
}

function pairsOf(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}
