/** A stream of changes may not put a reading off for longer than so many of its pauses. */
const MOST_PAUSES = 10;

/** Calls `act` once things have been quiet for `pause` milliseconds; `cancel` ends it. */
export function debounce(
  pause: number,
  act: () => void,
): { readonly call: () => void; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let deadline = 0;
  return {
    call() {
      const now = performance.now();
      if (timer === undefined) deadline = now + MOST_PAUSES * pause;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          timer = undefined;
          act();
        },
        Math.max(0, Math.min(pause, deadline - now)),
      );
    },
    cancel: () => clearTimeout(timer),
  };
}
