import cors from 'cors';
import { map, mapFunctions, mapOrigins } from './rewrite.ts';
import {
  type FunctionSpec,
  isFunctionSpec,
  type OptionsSpec,
  type RequestSpec,
  type Scenario,
  type SourceSpec,
} from './scenario.ts';
import { type AnyMiddleware, type Event, NO_ORIGIN } from './trace.ts';
import type { Value } from './values.ts';

/** One difference between compat and `cors` 2.8.6, told exactly. There is no other. */
export interface Mended {
  readonly name: string;
  /** The scenario as one has to put it to `cors` so that it does what compat promises. */
  readonly asked?: (scenario: Scenario) => Scenario;
  /** `cors` with a hand that corrects it, made from `spec`. */
  readonly corrected?: (middleware: AnyMiddleware, spec: SourceSpec) => AnyMiddleware;
  /** What compat promises where `cors` did `events` in answer to one request. */
  readonly expected?: (events: readonly Event[], scenario: Scenario) => readonly Event[];
}

const DEFAULT_METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE';

/** Every difference. Nothing else is tolerated anywhere. */
export const MENDED: readonly Mended[] = [
  {
    name: 'a value or promise that a function returns is its answer',
    asked: (scenario) => mapFunctions(scenario, asCallback),
  },
  {
    name: 'the second answer is ignored',
    asked: (scenario) =>
      mapFunctions(scenario, (spec) =>
        spec.way === 'calls back twice' ? { ...spec, way: 'calls back and returns true' } : spec,
      ),
  },
  {
    name: 'an origin function that throws goes to next',
    asked: (scenario) =>
      mapOrigins(scenario, {
        decided: (spec) =>
          spec.way === 'throws'
            ? { ...spec, way: 'calls back and returns true', error: failure(spec) }
            : spec,
      }),
  },
  {
    name: 'an origin that would let everyone in is a TypeError',
    asked: (scenario) =>
      mapOrigins(scenario, {
        decided: (spec) => (spec.answer.unsound && !spec.error ? { ...spec, error: noOrigin() } : spec),
        given: (value) => (value.unsound ? { ...value, make: refuse, reference: refuse } : value),
      }),
  },
  {
    name: 'Sets and other iterables are lists, a URL stands for its origin, a RegExp has no memory',
    asked: (scenario) => {
      const given = (value: Value): Value => ({ ...value, make: value.reference });
      return mapOrigins(scenario, {
        decided: (spec) => ({ ...spec, answer: given(spec.answer) }),
        given,
      });
    },
  },
  {
    name: 'methods that are undefined or null are the default',
    asked: (scenario) => map(scenario, withMethods),
  },
  {
    name: 'a refusal by a function or a delegate varies by origin',
    corrected: (middleware, spec) => (request, response, next) => {
      let isWritten = false;
      const watched = intercept(response, () => {
        isWritten = true;
        return true;
      });
      return middleware(request, watched, (...args) => {
        const isRefusal = !isWritten && !args[0] && (args.length === 1 || isFunctionSpec(spec));
        if (isRefusal) varyByOrigin(response);
        next(...args);
      });
    },
  },
  {
    name: 'two Origin lines are no origin',
    corrected: (middleware) => (request, response, next) => {
      const { origin } = (request as RequestSpec).headers;
      const isReflected = (name: string, value: unknown) => name === ALLOW_ORIGIN && value === origin;
      const isDropped = (name: string, value: unknown) => origin?.includes(', ') && isReflected(name, value);
      return middleware(
        request,
        intercept(response, (name, value) => !isDropped(name, value)),
        next,
      );
    },
  },
  {
    name: 'a later policy removes what an earlier one set',
    expected: (events, { host }) => {
      const start = events.findIndex(([what]) => what === 'second');
      if (start === -1 || !host.canRemove) return events;
      const names = namesSet(events.slice(start));
      const stale = [...namesSet(events.slice(0, start))].filter((name) => !names.has(name));
      const first = events.findIndex(
        ([what, error], i) => i > start && WRITES.has(what) && !(what === 'next' && error),
      );
      return first === -1
        ? events
        : events.toSpliced(first, 0, ...stale.map((name) => ['removeHeader', name] as const));
    },
  },
];

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const WRITES = new Set(['setHeader', 'getHeader', 'next']);

function namesSet(events: readonly Event[]): Set<unknown> {
  return new Set(
    events
      .filter(([what, name]) => what === 'setHeader' && String(name).startsWith('Access-Control-'))
      .map(([, name]) => name),
  );
}

/** The same response, with an ear at `setHeader`: what `isSet` refuses is not set. */
function intercept(response: object, isSet: (name: string, value: unknown) => boolean): object {
  const host = response as { setHeader(name: string, value: unknown): void };
  const intercepted = (name: string, value: unknown) => {
    if (isSet(name, value)) host.setHeader(name, value);
  };
  return new Proxy(response, {
    get(target, name) {
      if (name === 'setHeader') return intercepted;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value),
  });
}

/** What `cors` itself does where it varies by origin. */
function varyByOrigin(response: object): void {
  if (!('getHeader' in response)) return;
  const middleware = cors({ origin: 'http://fixed.example' }) as AnyMiddleware;
  middleware(
    { method: 'GET', headers: {} },
    intercept(response, (name) => name === 'Vary'),
    () => {},
  );
}

function noOrigin(): Error {
  return new TypeError(NO_ORIGIN.replace('TypeError: no', 'is no'));
}

function refuse(): unknown {
  return (_: unknown, callback: (error: Error) => void) => callback(noOrigin());
}

function failure({ error }: FunctionSpec<unknown>): unknown {
  return error || new Error('A function of the CORS options failed without an error.');
}

function withMethods(options: OptionsSpec): OptionsSpec {
  const { methods } = options.others;
  if (methods === undefined || (methods.make() ?? undefined) !== undefined) return options;
  return { ...options, others: { ...options.others, methods: { ...methods, make: () => DEFAULT_METHODS } } };
}

function asCallback<Answer extends Value | OptionsSpec>(spec: FunctionSpec<Answer>): FunctionSpec<Answer> {
  const isSilent = isUndefined(spec.answer);
  const atOnce = { ...spec, way: 'calls back and returns true', error: null } as const;
  const later = {
    ...spec,
    way: 'calls back later, and with the error where that throws',
    error: null,
  } as const;
  const never = { ...spec, way: 'never answers' } as const;
  switch (spec.way) {
    case 'returns':
      return atOnce;
    case 'returns, whatever its parameters':
      return isSilent ? never : atOnce;
    case 'returns a promise':
      return later;
    case 'is async, with a callback that it leaves alone':
      return isSilent ? never : later;
    case 'rejects':
      return { ...later, error: failure(spec) };
    default:
      return spec;
  }
}

function isUndefined(answer: Value | OptionsSpec): boolean {
  return 'make' in answer ? answer.make() === undefined : answer.shape === 'undefined';
}
