import { type FunctionSpec, isFunctionSpec, type OptionsSpec, type SourceSpec } from './scenario.ts';
import { type Log, plain } from './trace.ts';

type Callback = (...args: unknown[]) => void;

/** Makes from its description what is handed to a middleware. Two calls share nothing. */
export function buildSource(spec: SourceSpec, log: Log): unknown {
  if (!isFunctionSpec(spec)) return buildOptions(spec, log);
  return buildFunction(spec, () => buildOptions(spec.answer, log), log);
}

function buildOptions(spec: OptionsSpec, log: Log): unknown {
  const { shape, origin, others } = spec;
  if (shape === 'undefined') return undefined;
  if (shape === 'null') return null;
  if (shape === 'true') return true;
  if (shape === 'text') return 'http://a.com';
  const options: Record<string, unknown> & { origin?: unknown } = {};
  if (origin !== undefined) {
    options.origin = isFunctionSpec(origin)
      ? buildFunction(origin, () => origin.answer.make(), log)
      : origin.make();
  }
  for (const [name, value] of Object.entries(others)) options[name] = value.make();
  if (shape === 'inherited') return Object.create(options);
  if (shape === 'frozen') return Object.freeze(options);
  return shape === 'getters' ? withGetters(options, log) : options;
}

/** What a database client hands out: to await it is to run it. */
class Query {
  readonly #log: Log;
  constructor(log: Log) {
    this.#log = log;
  }
  // biome-ignore lint/suspicious/noThenProperty: such queries exist, and this one shows when it is awaited.
  then() {
    this.#log('the query ran a second time');
  }
}

/** Getters write down each time that they run. */
function withGetters(options: Readonly<Record<string, unknown>>, log: Log): object {
  const object = {};
  for (const [name, value] of Object.entries(options)) {
    Object.defineProperty(object, name, {
      enumerable: true,
      get() {
        log('get', name);
        return value;
      },
    });
  }
  return object;
}

function buildFunction(spec: FunctionSpec<unknown>, makeAnswer: () => unknown, log: Log): unknown {
  const { way, error } = spec;
  const call = (...args: unknown[]) => log('called', args.length, typeof args[0], typeof args[1]);
  const later = (callback: Callback, whenThrown: (thrown: unknown) => void) => {
    Promise.resolve().then(() => {
      try {
        callback(error, makeAnswer());
      } catch (thrown) {
        whenThrown(thrown);
      }
    });
  };
  const report = (thrown: unknown) => log('callback threw', plain(thrown));

  const ways: Record<FunctionSpec<unknown>['way'], unknown> = {
    'calls back': function (this: unknown, subject: unknown, callback: Callback) {
      log('this', this);
      call(subject, callback);
      callback(error, makeAnswer());
    },
    'calls back later': (subject: unknown, callback: Callback) => {
      call(subject, callback);
      later(callback, report);
    },
    'calls back and returns true': (_: unknown, callback: Callback) => {
      callback(error, makeAnswer());
      return true;
    },
    'calls back later and returns a query': (_: unknown, callback: Callback) => {
      later(callback, report);
      return new Query(log);
    },
    'calls back, and with the error where that throws': (_: unknown, callback: Callback) => {
      try {
        callback(error, makeAnswer());
      } catch (thrown) {
        callback(thrown);
      }
    },
    'calls back later, and with the error where that throws': (_: unknown, callback: Callback) =>
      later(callback, callback),
    'calls back twice': (_: unknown, callback: Callback) => {
      callback(error, makeAnswer());
      callback(error, makeAnswer());
    },
    throws: (_: unknown, __: Callback) => {
      throw error;
    },
    returns: (_: unknown) => makeAnswer(),
    'returns, whatever its parameters': () => makeAnswer(),
    'returns a promise': (_: unknown) => Promise.resolve().then(makeAnswer),
    'is async, with a callback that it leaves alone': async (_: unknown, __: Callback) => makeAnswer(),
    rejects: (_: unknown, __: Callback) => {
      const rejected = Promise.reject(error);
      rejected.catch(() => {});
      return rejected;
    },
    'never answers': (_: unknown, __: Callback) => undefined,
  };
  return ways[way];
}
