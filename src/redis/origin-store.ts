import { show } from '../policy/errors.ts';
import type { NodeRequest } from '../policy/options.ts';
import { originList } from '../policy/origin-list.ts';
import { isWellFormedOrigin } from '../spec/origin.ts';
import type { StoreOptions } from '../store/options.ts';
import { type OriginStore, originStore, type StoreFigures } from '../store/origin-store.ts';
import { listen } from './channel.ts';
import { openPort, type RedisClient } from './client.ts';
import { followCounter } from './follow-counter.ts';
import { formatChange, parseChange } from './messages.ts';
import { withTimeLimit } from './time-limit.ts';

/** Options of {@link redisOriginStore}: those of a store, and where in Redis its list lies. */
export interface RedisOriginStoreOptions<Request = NodeRequest> extends StoreOptions<Request> {
  /** A client of the package `redis` or `ioredis`, for one Redis or a cluster. The application connects and closes it. */
  readonly client: RedisClient;
  /**
   * The key of the set of origins. With `key`, each tenant has the set `<set>:<tenant>`. `<set>#changes` is the
   * channel, `<set>#counter` the number of changes.
   * @defaultValue `'crossgate:origins'`
   */
  readonly set?: string;
  /**
   * Every how many milliseconds to look whether an announcement was lost: one `GET`. A change whose announcement is
   * lost is known after two looks at the latest.
   * @defaultValue `1_000`
   */
  readonly checkEvery?: number;
  /**
   * Hears of `error` events and of subscriptions that fail. Lookups that fail go to `onFailure`.
   * @defaultValue nobody; either way they end no process
   */
  readonly onConnectionError?: (error: unknown) => void;
}

/** An {@link OriginStore} over Redis. */
export interface RedisOriginStore<Request = NodeRequest> extends Omit<OriginStore<Request>, 'figures'> {
  (origin: string, request: Request): boolean | Promise<boolean>;
  /** Resolves when announcements arrive: worth awaiting before the server listens, and pending while Redis is down. */
  readonly ready: Promise<void>;
  /**
   * Adds an origin, and tells every machine.
   * @param key the tenant, where the store has tenants.
   * @throws (rejects) CorsOptionsError for what is no origin, whatever Redis says, and an Error when it says nothing
   *   for two seconds. Safe to repeat.
   */
  readonly register: (origin: string, key?: string) => Promise<void>;
  /** Removes an origin, and tells every machine. */
  readonly revoke: (origin: string, key?: string) => Promise<void>;
  readonly figures: () => RedisStoreFigures;
  /** Ends the subscription and the looks at the counter. The client stays open. */
  readonly close: () => void;
}

export interface RedisStoreFigures extends StoreFigures {
  /** How often the memory was dropped because announcements may have been lost: at least once, at the start. */
  readonly drops: number;
}

/**
 * Makes an origin store over a set in Redis, for any number of machines. A change is announced to all of them; where
 * an announcement may have been lost (a connection that broke, a Redis that came back empty, a machine that died
 * between writing and announcing), everything is forgotten and asked for anew.
 *
 *     const client = await createClient({ url }).on('error', console.error).connect();
 *     const origins = redisOriginStore({ client });
 *     app.use(cors({ origin: origins, credentials: true }));
 *     await origins.register('https://customer.example');
 *
 * Security: while Redis is out of reach, what was allowed stays allowed for `ttl.yes + staleWhileRevalidate`, then
 * `onError` decides. Read from masters: a replica that lags answers with yesterday's set.
 *
 * @throws CorsOptionsError with every mistake in the store's options; TypeError when `client` or
 * `checkEvery` will not do.
 */
export function redisOriginStore<Request = NodeRequest>(
  options: RedisOriginStoreOptions<Request>,
): RedisOriginStore<Request> {
  const {
    client,
    set = 'crossgate:origins',
    checkEvery = 1_000,
    onConnectionError,
    ...storeOptions
  } = options;
  const { key: tenantOf } = storeOptions;
  const onError = onConnectionError ?? (() => undefined);
  if (!Number.isInteger(checkEvery) || checkEvery < 1) {
    throw new TypeError(`checkEvery: ${show(checkEvery)} will not do. Write whole milliseconds, at least 1.`);
  }
  const setOf = (tenant: string | undefined) => (tenant === undefined ? set : `${set}:${tenant}`);
  let drops = 0;

  const store = originStore<Request>({
    ...storeOptions,
    lookup: (origin, request) => port.isMember(setOf(tenantOf?.(request)), origin),
  });
  const drop = () => {
    drops++;
    store.clear();
  };
  const port = openPort(client, onError);
  const follower = followCounter({ port, counter: `${set}#counter`, every: checkEvery, onLost: drop });
  const channel = listen(port, `${set}#changes`, {
    onMessage(message) {
      const change = parseChange(message);
      if (change === undefined) return drop();
      if (change.number !== undefined) follower.hear(change.number);
      store.invalidate(
        change.tenant === undefined ? change.origin : { origin: change.origin, key: change.tenant },
      );
    },
    onSubscribed: follower.suspect,
    onError,
  });

  /** Written, then numbered, then announced: whoever dies in between leaves a number that everyone misses. */
  async function change(write: 'add' | 'remove', origin: string, tenant: string | undefined): Promise<void> {
    if ((tenant === undefined) !== (tenantOf === undefined)) {
      throw new TypeError(
        tenantOf === undefined
          ? 'This store has no tenants: leave out the key.'
          : 'Name the tenant: this store has a key.',
      );
    }
    checkOrigin(origin);
    await withTimeLimit(port[write](setOf(tenant), origin));
    const number = await withTimeLimit(port.increase(`${set}#counter`));
    await withTimeLimit(port.publish(`${set}#changes`, formatChange({ number, origin, tenant })));
  }

  return Object.assign((origin: string, request: Request) => store(origin, request), {
    options: store.options,
    invalidate: store.invalidate,
    clear: store.clear,
    ready: channel.ready,
    register: (origin: string, key?: string) => change('add', origin, key),
    revoke: (origin: string, key?: string) => change('remove', origin, key),
    figures: () => ({ ...store.figures(), drops }),
    close() {
      follower.close();
      channel.close();
    },
  });
}

/** A member that is no exact origin would never be asked for. The list says what is wrong with it. */
function checkOrigin(origin: string): void {
  const [only] = originList(origin);
  if (only !== origin || !isWellFormedOrigin(origin)) {
    throw new TypeError(
      `${JSON.stringify(origin)} is not one exact origin, such as "https://customer.example".`,
    );
  }
}
