import type { CorsSource } from '../cors.ts';
import { show } from '../policy/errors.ts';
import type { NodeRequest } from '../policy/options.ts';
import { compilePolicy, isPolicy, type Policy } from '../policy/policy.ts';
import { debounce } from './debounce.ts';
import { fingerprint } from './fingerprint.ts';
import { policyFile } from './policy-file.ts';
import type { PolicySource } from './policy-source.ts';

/** What every adapter of this package makes. */
export interface Reconfigurable<Request = NodeRequest> {
  readonly update: (source: CorsSource<Request>) => void;
}

/** A policy that has just been put in force. */
export interface PolicyUpdate<Request = NodeRequest> {
  readonly policy: Policy<Request>;
  readonly fingerprint: string;
  /** The fingerprint of the policy before; `undefined` for the first. */
  readonly previous: string | undefined;
}

export interface WatchOptions<Request = NodeRequest> {
  /**
   * For how many milliseconds the source must be quiet before it is read.
   * @defaultValue `100`
   */
  readonly debounce?: number;
  /** Hears of every policy that was put in force, the first one included. */
  readonly onUpdate?: (update: PolicyUpdate<Request>) => void;
  /**
   * Hears of what could not be read or was wrong (`CorsOptionsError`), once for each fault. The policy before stays.
   * @defaultValue a process warning
   */
  readonly onRefusal?: (error: unknown) => void;
}

export interface PolicyWatch {
  /** Of the policy in force. */
  readonly fingerprint: string;
  readonly close: () => void;
}

/**
 * Keeps a middleware at the policy that a file or another source holds. What is read is validated as a whole before it
 * is put in force as a whole; what is wrong changes nothing.
 *
 * `origin` must stand in it: a file that lost that line would otherwise open the server to everyone.
 *
 *     const middleware = cors({ origin: false });
 *     const watch = await watchPolicy('/etc/app/cors.json', middleware, { onRefusal: alert });
 *
 * @param source a path or `file:` URL (see `policyFile`), or a source.
 * @returns the watch, once the first policy is in force.
 * @throws (rejects) when the first policy cannot be read or is wrong; then nothing is watched.
 */
export async function watchPolicy<Request = NodeRequest>(
  source: string | URL | PolicySource,
  middleware: Reconfigurable<Request>,
  options: WatchOptions<Request> = {},
): Promise<PolicyWatch> {
  const kept = typeof source === 'string' || source instanceof URL ? policyFile(source) : source;
  const onRefusal = options.onRefusal ?? warn;
  let current: string | undefined;
  let revision: string | undefined;
  let fault: string | undefined;
  let isReading = false;
  let isClosed = false;

  async function take(): Promise<void> {
    const text = await kept.read();
    if (isClosed || text.revision === revision) return;
    revision = text.revision;
    const policy = policyOf<Request>(text.options);
    middleware.update(policy);
    const previous = current;
    current = fingerprint(policy);
    options.onUpdate?.({ policy, fingerprint: current, previous });
  }

  /** One reading at a time, so that a slow old one cannot win over a new one. */
  async function reread(): Promise<void> {
    if (isReading) return schedule.call();
    isReading = true;
    try {
      await take();
      fault = undefined;
    } catch (error) {
      if (!isClosed && String(error) !== fault) onRefusal(faultOf(kept, error));
      fault = String(error);
    } finally {
      isReading = false;
    }
  }

  const schedule = debounce(options.debounce ?? 100, () => void reread());
  const endWatch = kept.watch(schedule.call);
  const close = () => {
    isClosed = true;
    schedule.cancel();
    endWatch();
  };
  try {
    isReading = true;
    await take();
    isReading = false;
  } catch (error) {
    close();
    throw faultOf(kept, error);
  }
  return {
    get fingerprint() {
      return current as string;
    },
    close,
  };
}

function policyOf<Request>(options: unknown): Policy<Request> {
  if (isPolicy<Request>(options)) return options;
  if (typeof options === 'object' && options !== null && !Object.hasOwn(options, 'origin')) {
    throw new TypeError('The policy does not say who is allowed. Write origin: "*" if everyone is meant.');
  }
  if (typeof options === 'function')
    throw new TypeError(`${show(options)} is no policy. Export the options.`);
  return compilePolicy<Request>(options);
}

function faultOf({ name }: PolicySource, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`The policy of ${name} was refused: ${reason}`, { cause: error });
}

function warn(error: unknown): void {
  process.emitWarning(String(error), { code: 'CROSSGATE_POLICY_REFUSED' });
}
