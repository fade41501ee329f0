import { type CorsSource, createEngine } from '../cors.ts';
import { isCorsOptionsError } from '../policy/errors.ts';
import { unwatched } from '../watch.ts';

/** Says what the strict entry would refuse. Does nothing else: compat serves on. */
export type Adviser = (source: unknown) => void;

const known = new WeakSet<object>();

/**
 * Makes the adviser of one middleware: silent in production, when asked to be, and about what it said already. Options
 * are known again by identity; what a delegate makes anew for each request, by its mistakes.
 */
export function createAdviser(quiet: boolean): Adviser {
  const { NODE_ENV, CROSSGATE_QUIET } = process.env;
  if (quiet || NODE_ENV === 'production' || CROSSGATE_QUIET === '1') return () => {};
  const said = new Set<string>();
  return (source) => {
    if (source === undefined || isKnown(source)) return;
    const error = strictErrorOf(source);
    if (error === undefined) return;
    const mistakes = error.issues.map(({ code, path }) => `${code} ${path}`).join();
    if (said.has(mistakes)) return;
    said.add(mistakes);
    console.warn(
      `crossgate/compat accepts these options as cors 2.8.6 does, but ${error.message}\n` +
        'Once this is mended you can import crossgate instead. Until then { quiet: true } as second argument, or CROSSGATE_QUIET=1, silences this.',
    );
  };
}

function isKnown(source: unknown): boolean {
  if (typeof source !== 'object' || source === null) return false;
  const wasKnown = known.has(source);
  known.add(source);
  return wasKnown;
}

function strictErrorOf(source: unknown) {
  try {
    createEngine(withoutGetters(source) as CorsSource<never>, unwatched);
  } catch (error) {
    if (isCorsOptionsError(error)) return error;
    // What else goes wrong while options are looked at (a Proxy, an exotic object) is no advice.
  }
  return undefined;
}

/** A getter may count, or depend on the request: it runs when `cors` would run it, and not here. */
function withoutGetters(source: unknown): unknown {
  if (typeof source !== 'object' || source === null) return source;
  const properties = Object.entries(Object.getOwnPropertyDescriptors(source));
  const data = properties.filter(([, property]) => property.get === undefined);
  if (data.length === properties.length) return source;
  return Object.create(Object.getPrototypeOf(source), Object.fromEntries(data));
}
