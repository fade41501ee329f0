import fc from 'fast-check';

/** A value that can be made twice, once for each package, so that neither sees what the other did to it. */
export interface Value {
  readonly label: string;
  readonly make: () => unknown;
  /** What says the same to `cors` 2.8.6, where that misunderstands the value itself. */
  readonly reference: () => unknown;
  /** Whether it is the kind of value for which `cors` lets everyone in. */
  readonly unsound: boolean;
}

function value(label: string, make: () => unknown, reference: () => unknown = make, unsound = false): Value {
  return { label, make, reference, unsound };
}

const literal = (constant: unknown): Value => value(show(constant), () => constant);
const unsound = (label: string, make: () => unknown): Value => value(label, make, make, true);

function show(constant: unknown): string {
  return typeof constant === 'string' ? JSON.stringify(constant) : String(constant);
}

/** Labels instead of functions in the report of a failure. */
const shown = (arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  arbitrary.map((one) => Object.assign({ [fc.toStringMethod]: () => one.label }, one));

export const ORIGINS = ['http://a.com', 'https://sub.a.com:8443', 'null', 'request.com', 'http://b.com'];

const texts = fc.oneof(fc.constantFrom(...ORIGINS, '*', ''), fc.string({ maxLength: 12 }));

const boxed = texts.map((text) => value(`new String(${show(text)})`, () => new String(text)));

const SOURCES = [
  'a\\.com',
  '^https?:\\/\\/a\\.com$',
  'undefined',
  '.',
  '^$',
  '(?:^|,)request\\.com',
  'A\\.COM',
];

/** With `g` and `y` a RegExp remembers where it stopped; without memory, `y` is an anchor at the start. */
const regexps = fc
  .tuple(fc.constantFrom(...SOURCES), fc.constantFrom('', 'i', 'u', 'g', 'y', 'gi', 'gy'))
  .map(([source, flags]) =>
    value(
      `/${source}/${flags}`,
      () => new RegExp(source, flags),
      () => new RegExp(flags.includes('y') ? `^(?:${source})` : source, flags.replace(/[gy]/g, '')),
    ),
  );

const falsy = fc.constantFrom(...[false, null, undefined, 0, Number.NaN].map(literal));

/** For each of these, `cors` lets everyone in. */
const unsounds = fc.constantFrom(
  unsound('{}', () => ({})),
  unsound('1', () => 1),
  unsound('5n', () => 5n),
  unsound('Symbol()', () => Symbol('origin')),
  unsound('new Date(0)', () => new Date(0)),
  unsound('new Boolean(false)', () => new Boolean(false)),
  unsound('new URL("data:,")', () => new URL('data:,')),
  unsound('new Map()', () => new Map([['http://a.com', true]])),
);

const urls = fc.constantFrom('http://a.com', 'https://sub.a.com:8443').map((origin) =>
  value(
    `new URL("${origin}/x?y")`,
    () => new URL(`${origin}/x?y`),
    () => origin,
  ),
);

const entries: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: texts.map(literal) },
  { weight: 3, arbitrary: regexps },
  { weight: 1, arbitrary: boxed },
  { weight: 1, arbitrary: falsy },
  { weight: 1, arbitrary: urls },
  { weight: 1, arbitrary: fc.constant(literal(true)) },
);

const sparse: fc.Arbitrary<Value> = fc.oneof(
  { weight: 12, arbitrary: entries },
  { weight: 1, arbitrary: unsounds },
  { weight: 1, arbitrary: fc.constant(unsound('() => true', () => () => true)) },
);

/** Arrays in any depth, Sets, generators and other iterables of entries. */
const lists = fc.letrec<{ list: Value }>((tie) => ({
  list: fc
    .tuple(
      fc.array(fc.oneof({ weight: 8, arbitrary: sparse }, { weight: 1, arbitrary: tie('list') }), {
        maxLength: 4,
      }),
      fc.constantFrom('array', 'array', 'array', 'array', 'Set', 'generator', 'iterable'),
    )
    .map(([members, kind]) => listValue(members, kind)),
})).list;

function listValue(members: readonly Value[], kind: string): Value {
  const make = () => members.map((member) => member.make());
  const makers: Readonly<Record<string, () => unknown>> = {
    array: make,
    Set: () => new Set(make()),
    generator: () => make().values(),
    iterable: () => ({ [Symbol.iterator]: () => make().values() }),
  };
  const label = `${kind} of [${members.map((member) => member.label).join(', ')}]`;
  const reference = () => members.map((member) => member.reference());
  return value(
    label,
    makers[kind] ?? make,
    reference,
    members.some((member) => member.unsound),
  );
}

/** Anything that may stand for `origin`, except for functions. */
export const origins: fc.Arbitrary<Value> = shown(
  fc.oneof(
    { weight: 6, arbitrary: entries },
    { weight: 5, arbitrary: lists },
    { weight: 1, arbitrary: unsounds },
    { weight: 2, arbitrary: fc.constantFrom(...['*', true, false].map(literal)) },
  ),
);

const join = (separator: string) => `joined by ${separator}`;

/** Any value in the place of a list of names, a switch, a number or a status: most of them are mistakes. */
export const anything: fc.Arbitrary<Value> = shown(
  fc.oneof(
    fc.constantFrom(
      ...[undefined, null, true, false, 0, -1, 1.5, 204, 404, Number.NaN, 1e21].map(literal),
      ...['', '*', 'x-a, x-b', 'get,patch', '10m', 'true', '204'].map(literal),
      value('[]', () => []),
      value('["*"]', () => ['*']),
      value('["GET", undefined, ["x"]]', () => ['GET', undefined, ['x']]),
      value('new Set(["x-a"])', () => new Set(['x-a'])),
      value('new String("x-a")', () => new String('x-a')),
      value('{ join }', () => ({ join })),
      value('{ length: 1 }', () => ({ length: 1 })),
      value('{ join: 1 }', () => ({ join: 1 })),
      value('Object.create(null)', () => Object.create(null)),
      value('function', () => function named() {}),
    ),
    fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }).map((list) => value(show(list), () => [...list])),
    fc.string({ maxLength: 12 }).map(literal),
    fc.double().map(literal),
  ),
);
