/**
 * Times variants against each other: many short rounds, each of them in another order, so that whatever else the
 * machine does falls on all alike. Nothing here knows what is measured.
 */

/** How long a case is measured, in milliseconds. Every variant gets as many rounds as fit. */
export const FULL = 5_000;
export const QUICK = 700;

/** A batch is short enough for most of them to pass without the machine turning to something else. */
const BATCH_NANOSECONDS = 200_000;
const MAX_SIZE = 200;
const MIN_ROUNDS = 7;

/**
 * @param batches by name, each `(size) => run`: what it does by itself is not timed, `run` is.
 * @returns by name, nanoseconds per call, one number a round; round `n` of each was measured in one go.
 */
export async function timeRounds(batches, budget) {
  const names = Object.keys(batches);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const sizes = Object.fromEntries(names.map((name) => [name, 1]));
  // Found several times: the first calls are slow ones, and the machine may turn to something else meanwhile.
  for (const name of [...names, ...names, ...names]) {
    sizes[name] = Math.max(sizes[name], await fittingSize(batches[name]));
  }
  const end = performance.now() + budget;
  for (let round = 0; round < MIN_ROUNDS || performance.now() < end; round++) {
    for (const name of shuffled(names)) times[name].push(await timeOf(batches[name], sizes[name]));
    // The event loop gets its turn, for what responses and promises leave behind.
    await new Promise(setImmediate);
  }
  return times;
}

async function fittingSize(batch) {
  let size = 1;
  while (size < MAX_SIZE && (await timeOf(batch, size)) * size < BATCH_NANOSECONDS) size *= 2;
  return Math.min(size, MAX_SIZE);
}

/** Nanoseconds per call. */
async function timeOf(batch, size) {
  const run = batch(size);
  const start = process.hrtime.bigint();
  const pending = run();
  if (pending !== undefined) await pending;
  return Number(process.hrtime.bigint() - start) / size;
}

function shuffled(list) {
  const result = [...list];
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(Math.random() * (index + 1));
    [result[index], result[other]] = [result[other], result[index]];
  }
  return result;
}

/** Median and quartiles. */
export function summary(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** What each variant costs beyond `floor`, in nanoseconds. */
export function netOf(times, floor = 'floor') {
  const base = summary(times[floor]).median;
  const entries = Object.entries(times).filter(([name]) => name !== floor);
  return Object.fromEntries(
    entries.map(([name, values]) => [name, summary(values.map((value) => value - base))]),
  );
}
