import { type PolicySource, parsePolicyJson } from '../live/policy-source.ts';
import { listen } from './channel.ts';
import { openPort, type RedisClient } from './client.ts';
import { withTimeLimit } from './time-limit.ts';

export interface PolicyKeyOptions {
  /** As in `redisOriginStore`. */
  readonly client: RedisClient;
  /** The key of a string that holds the options as JSON. */
  readonly key: string;
  /**
   * Whoever changes the key publishes anything on this channel.
   * @defaultValue the key and `#changes`
   */
  readonly channel?: string;
  /**
   * Every how many milliseconds to look at the key in case no message came.
   * @defaultValue `5_000`
   */
  readonly checkEvery?: number;
  readonly onConnectionError?: (error: unknown) => void;
}

/**
 * A policy in a Redis key, for `watchPolicy`.
 *
 *     SET cors:policy '{"origin":["https://app.example"],"credentials":true}'
 *     PUBLISH cors:policy#changes now
 */
export function policyKey(options: PolicyKeyOptions): PolicySource {
  const { client, key, channel = `${key}#changes`, checkEvery = 5_000 } = options;
  const onError = options.onConnectionError ?? (() => undefined);
  const port = openPort(client, onError);
  return {
    name: `Redis key ${JSON.stringify(key)}`,
    async read() {
      const text = await withTimeLimit(port.read(key));
      if (text === undefined) throw new Error('There is no such key.');
      return parsePolicyJson(text);
    },
    watch(onChange) {
      const announcements = listen(port, channel, { onMessage: onChange, onSubscribed: onChange, onError });
      const timer = setInterval(onChange, checkEvery);
      timer.unref();
      return () => {
        clearInterval(timer);
        announcements.close();
      };
    },
  };
}
