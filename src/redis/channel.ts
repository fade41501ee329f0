import type { RedisPort } from './client.ts';
import type { ChannelListener, Subscription } from './subscribe.ts';

const RETRY_AFTER = 1_000;

/** A subscription that is tried until it stands. What happens to it afterwards is the client's to mend. */
export interface Channel {
  /** Resolves when the subscription stands for the first time. */
  readonly ready: Promise<void>;
  close(): void;
}

export function listen(port: RedisPort, channel: string, listener: ChannelListener): Channel {
  let isClosed = false;
  let subscription: Subscription | undefined;
  let timer: NodeJS.Timeout | undefined;
  const ready = new Promise<void>((resolve) => {
    const attempt = async () => {
      try {
        subscription = port.subscribe(channel, listener);
        await subscription.standing;
        resolve();
      } catch (error) {
        if (isClosed) return;
        endOf(subscription);
        listener.onError(error);
        timer = setTimeout(attempt, RETRY_AFTER);
        timer.unref();
      }
    };
    void attempt();
  });
  return {
    ready,
    close() {
      isClosed = true;
      clearTimeout(timer);
      endOf(subscription);
    },
  };
}

/** Clients complain when what is closed is closed. */
function endOf(subscription: Subscription | undefined): void {
  try {
    subscription?.end();
  } catch {
    // It is over, which is what was wanted.
  }
}
