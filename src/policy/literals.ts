import type { CorsOptions } from './options.ts';

/**
 * What the compiler can refuse before the program runs: mistakes that show in literal types. A value whose type says
 * less (`string`, `CorsOptions`) passes here and is judged at start-up, like everything else.
 */
export type AcceptableOptions<Options> = Options &
  OptionsObject &
  KnownNames<Options> &
  NamedWithCredentials<Options> &
  WellFormedOrigins<Options> &
  BrowserMethods<Options>;

/** Where a mistake is, this is asked for instead, so that the compiler shows the message. */
interface Mistake<Message extends string> {
  readonly 'crossgate refuses this': Message;
}

type KnownNames<Options> = {
  readonly [Name in Exclude<
    keyof Options,
    keyof CorsOptions
  >]: Mistake<`there is no option "${Name & string}"`>;
};

/** As every option may be left out, a text and a promise would pass for an object that leaves out all of them. */
type OptionsObject = object & { readonly then?: never };

type NamedWithCredentials<Options> = Options extends { readonly credentials: true }
  ? Options extends { readonly dangerously: { readonly reflectAnyOrigin: true } }
    ? unknown
    : AllowsEveryone<Options> extends true
      ? { readonly origin: Mistake<'every origin with credentials: name the origins'> }
      : unknown
  : unknown;

type AllowsEveryone<Options> = Options extends { readonly origin: infer Origin }
  ? [Origin] extends ['*' | true]
    ? true
    : Origin extends readonly (infer Entry)[]
      ? '*' extends Entry
        ? string extends Entry
          ? false
          : true
        : false
      : false
  : 'origin' extends keyof Options
    ? false
    : true;

type WellFormedOrigins<Options> = Options extends { readonly origin: infer Origin }
  ? [OriginMistake<TextOf<Origin>>] extends [never]
    ? unknown
    : { readonly origin: Mistake<OriginMistake<TextOf<Origin>>> }
  : unknown;

type TextOf<Value> = Value extends string
  ? Value
  : Value extends Iterable<infer Entry>
    ? Extract<Entry, string>
    : never;

type OriginMistake<Text extends string> = string extends Text
  ? never
  : Text extends `${string}://${string}/${string}`
    ? `"${Text}": an origin has no trailing slash and no path`
    : Text extends Lowercase<Text>
      ? never
      : `"${Text}": browsers send origins in lower case`;

type BrowserMethods<Options> = Options extends { readonly methods: infer Methods }
  ? [MethodMistake<TextOf<Methods>>] extends [never]
    ? unknown
    : { readonly methods: Mistake<MethodMistake<TextOf<Methods>>> }
  : unknown;

type MethodMistake<Method extends string> = Method extends unknown
  ? Uppercase<Method> extends 'CONNECT' | 'TRACE' | 'TRACK'
    ? `"${Method}": no browser lets a page send it`
    : Uppercase<Method> extends 'PATCH' | 'QUERY'
      ? Method extends Uppercase<Method>
        ? never
        : `"${Method}": browsers send it in upper case only`
      : never
  : never;
