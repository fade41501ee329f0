/** What a listener to a channel is told. */
export interface ChannelListener {
  onMessage(message: string): void;
  /** The subscription stands, for the first time or again: whatever was published before may have been missed. */
  onSubscribed(): void;
  onError(error: unknown): void;
}

export interface Subscription {
  /** Settles with the first attempt. */
  readonly standing: Promise<void>;
  end(): void;
}

export interface NodeRedisSubscriber {
  duplicate(): NodeRedisSubscriber;
  connect(): Promise<unknown>;
  destroy(): void;
  subscribe(channel: string, onMessage: (message: string) => void): Promise<unknown>;
  unsubscribe(channel: string, onMessage: (message: string) => void): Promise<unknown>;
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** A cluster and a sentinel keep a connection for subscriptions by themselves; a plain client becomes one. */
export function subscribeNodeRedis(
  client: NodeRedisSubscriber,
  channel: string,
  { onMessage, onSubscribed, onError }: ChannelListener,
): Subscription {
  if (!('isPubSubActive' in client)) {
    return {
      standing: client.subscribe(channel, onMessage).then(onSubscribed),
      end: () => void client.unsubscribe(channel, onMessage).catch(onError),
    };
  }
  const subscriber = client.duplicate();
  subscriber.on('error', onError);
  const subscribe = async () => {
    await subscriber.connect();
    await subscriber.subscribe(channel, onMessage);
    onSubscribed();
    // From here on: node-redis subscribes anew before it says `ready`.
    subscriber.on('ready', onSubscribed);
  };
  return { standing: subscribe(), end: () => subscriber.destroy() };
}

export interface IoRedisSubscriber {
  duplicate(): IoRedisSubscriber;
  disconnect(): void;
  subscribe(channel: string): Promise<unknown>;
  on(event: string, listener: (...values: unknown[]) => void): unknown;
}

export function subscribeIoRedis(
  client: IoRedisSubscriber,
  channel: string,
  { onMessage, onSubscribed, onError }: ChannelListener,
): Subscription {
  const subscriber = client.duplicate();
  subscriber.on('error', onError);
  subscriber.on('message', (_, message) => onMessage(String(message)));
  const subscribe = async () => {
    await subscriber.subscribe(channel);
    onSubscribed();
    // From here on: ioredis says `ready` before it subscribes anew.
    subscriber.on('ready', () => void subscriber.subscribe(channel).then(onSubscribed, onError));
  };
  return { standing: subscribe(), end: () => subscriber.disconnect() };
}
