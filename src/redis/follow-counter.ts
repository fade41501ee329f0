import { ChangeLog } from './change-log.ts';
import type { RedisPort } from './client.ts';
import { withTimeLimit } from './time-limit.ts';

/** How soon to look again, in milliseconds, while something is known to be amiss. */
const SOON = 100;

export interface CounterFollower {
  /** An announcement arrived. */
  hear(number: number): void;
  /** Announcements may have been missed: to be taken for lost as soon as Redis answers. */
  suspect(): void;
  close(): void;
}

/**
 * Looks at the counter of changes again and again. `onLost` is called when an announcement was missed, and when Redis
 * was out of reach and answers again: never before it answers, because whoever forgets everything then has to ask.
 */
export function followCounter(options: {
  readonly port: RedisPort;
  readonly counter: string;
  /** In milliseconds. */
  readonly every: number;
  readonly onLost: () => void;
}): CounterFollower {
  const { port, counter, every, onLost } = options;
  const log = new ChangeLog();
  let isSuspect = true;
  let isLooking = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    isLooking = true;
    const wasSuspect = isSuspect;
    isSuspect = false;
    try {
      const text = await withTimeLimit(port.read(counter));
      if (isClosed) return;
      if (log.hasLost(Number(text ?? 0)) || wasSuspect) onLost();
    } catch {
      // Lookups fail as well, and say so.
      isSuspect = true;
    }
    isLooking = false;
    if (!isClosed) lookIn(isSuspect ? Math.min(SOON, every) : every);
  }

  function lookIn(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(look, milliseconds);
    timer.unref();
  }

  void look();
  return {
    hear: (number) => log.hear(number),
    suspect() {
      isSuspect = true;
      if (!isLooking && !isClosed) lookIn(0);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
