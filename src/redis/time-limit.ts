/** The longest that anything but a lookup waits for Redis, in milliseconds. Lookups have a limit of their own. */
const TIME_LIMIT = 2_000;

/** Rejects when `promise` is not settled in time: a connection that hangs may never settle it. */
export async function withTimeLimit<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis gave no answer within ${TIME_LIMIT} ms.`)), TIME_LIMIT);
    timer.unref();
  });
  try {
    return await Promise.race([promise, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
