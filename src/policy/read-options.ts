import { type IssueList, show } from './errors.ts';
import { nearestName } from './nearest.ts';
import type { CorsOptions, DangerousOptions } from './options.ts';
import { isThenable } from './thenable.ts';

// Records, so that the compiler keeps them complete.
export const OPTION_NAMES = Object.keys({
  origin: 0,
  methods: 0,
  allowedHeaders: 0,
  exposedHeaders: 0,
  credentials: 0,
  maxAge: 0,
  preflightContinue: 0,
  optionsSuccessStatus: 0,
  enforce: 0,
  vary: 0,
  debug: 0,
  dangerously: 0,
} satisfies Record<keyof CorsOptions, 0>);

export const DANGEROUS_NAMES = Object.keys({
  allowNullOrigin: 0,
  allowInsecureOrigins: 0,
  allowPublicSuffixes: 0,
  reflectAnyOrigin: 0,
  allowLooseRegExp: 0,
} satisfies Record<keyof DangerousOptions, 0>);

/** The options that stand on an object, by name. */
export type Given = ReadonlyMap<string, unknown>;

/**
 * Reads each known option once. An option that is only inherited would be a surprise whichever way it was taken:
 * ignoring the `origin` of a class would open the server to everyone, obeying a polluted prototype as well.
 */
export function readOptions(options: unknown, issues: IssueList): Given {
  if (
    typeof options !== 'object' ||
    options === null ||
    Symbol.iterator in options ||
    options instanceof RegExp ||
    isThenable(options)
  ) {
    issues.add(
      'options-invalid',
      'options',
      options,
      `${show(options)} is no options object.`,
      fixFor(options),
    );
    issues.throwIfAny();
  }
  return readKnown(options as object, '', OPTION_NAMES, issues);
}

/** A promise has no option of its own, and would pass for the defaults, which are open to everyone. */
function fixFor(options: unknown): string {
  if (typeof options === 'string') return `Write { origin: ${show(options)} }.`;
  if (isThenable(options)) return 'Await it first, or hand over a function that returns it.';
  return 'Write an object: { origin: "https://app.example" }.';
}

/** {@link readOptions} for any set of names; `prefix` is the path of the object. */
export function readKnown(
  object: object,
  prefix: string,
  known: readonly string[],
  issues: IssueList,
): Given {
  const given = new Map<string, unknown>();
  for (const name of known) {
    if (Object.hasOwn(object, name)) given.set(name, Reflect.get(object, name));
    else if (name in object) {
      issues.add(
        'option-inherited',
        prefix + name,
        undefined,
        'is inherited from a prototype instead of being set on the object.',
        `Write { ${name}: options.${name} }.`,
      );
    }
  }
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) addUnknown(prefix + name, name, Reflect.get(object, name), known, issues);
  }
  return given;
}

function addUnknown(
  path: string,
  name: string,
  value: unknown,
  known: readonly string[],
  issues: IssueList,
): void {
  if (/^(?:allow)?privatenetwork(?:access)?$/i.test(name)) {
    issues.add(
      'unknown-option',
      path,
      value,
      'there is no such option: Private Network Access was withdrawn, and browsers now ask the user instead of the server.',
      'Leave it out.',
    );
    return;
  }
  const nearest = nearestName(name, known);
  const fix = nearest === undefined ? `The options are: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
  issues.add('unknown-option', path, value, `there is no option ${show(name)}.`, fix);
}
