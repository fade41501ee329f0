import { describe, expect, it } from 'vitest';
import { type CorsSource, createEngine } from '../../src/cors.ts';
import { CorsOptionsError, createPolicy } from '../../src/index.ts';

const A = 'https://a.example';
const facts = { method: 'GET', headers: { origin: A } };
const ALLOWED = {
  headers: { 'access-control-allow-origin': A, vary: 'Origin' },
  status: undefined,
  error: undefined,
};

describe('an engine', () => {
  it('promises only where a function of the application does', async () => {
    const sources: [CorsSource<unknown>, isPromise: boolean][] = [
      [{}, false],
      [{ origin: [A] }, false],
      [{ origin: () => true }, false],
      [{ origin: async () => true }, true],
      [() => ({ origin: [A] }), false],
      [() => ({ origin: async () => true }), true],
      [async () => ({ origin: [A] }), true],
    ];
    for (const [source, isPromise] of sources) {
      const reply = createEngine(source).evaluate(facts, undefined);
      expect('then' in reply).toBe(isPromise);
      if (typeof source === 'function' || 'origin' in source) expect(await reply).toEqual(ALLOWED);
    }
  });

  it('asks no function about a request without an Origin, nor under a constant policy', () => {
    const engine = createEngine<unknown>({ origin: () => expect.unreachable() });
    expect(engine.evaluate({ method: 'GET', headers: {} }, undefined)).toMatchObject({
      headers: { vary: 'Origin' },
    });
  });

  it('hands the host request to the functions', () => {
    const seen: unknown[] = [];
    const request = { id: 1 };
    createEngine<object>({ origin: (_, given) => seen.push(given) > 0 }).evaluate(facts, request);
    createEngine<object>((given) => {
      seen.push(given);
      return {};
    }).evaluate(facts, request);
    expect(seen).toEqual([request, request]);
  });

  it('shows its policy, and none where a delegate chooses', () => {
    const policy = createPolicy<unknown>({ origin: [A] });
    expect(createEngine(policy).policy).toBe(policy);
    expect(createEngine({ origin: A }).policy?.options.origin).toBe(A);
    expect(createEngine(() => policy).policy).toBeUndefined();
  });
});

describe('an update', () => {
  it('is in force at once, and as a whole', () => {
    const engine = createEngine<unknown>({ origin: false });
    const reply = () => engine.evaluate(facts, undefined);
    engine.update({ origin: [A] });
    expect(reply()).toEqual(ALLOWED);
    expect(engine.policy?.options.origin).toEqual([A]);
    engine.update(() => ({ origin: [A], vary: 'X' }));
    expect(reply()).toMatchObject({ headers: { vary: 'Origin, X' } });
    engine.update(createPolicy<unknown>({}));
    expect(reply()).toMatchObject({ headers: { 'access-control-allow-origin': '*' } });
    expect(reply()).not.toHaveProperty('headers.vary');
  });

  it('that is wrong changes nothing', () => {
    const engine = createEngine<unknown>({ origin: [A] });
    const { policy } = engine;
    for (const wrong of [
      { origin: `${A}/` },
      null,
      undefined,
      'x',
      (_: unknown, callback: () => void) => callback(),
    ]) {
      expect(() => engine.update(wrong as CorsSource<unknown>)).toThrow(CorsOptionsError);
    }
    expect(engine.policy).toBe(policy);
    expect(engine.evaluate(facts, undefined)).toEqual(ALLOWED);
  });

  it('leaves a request under way to the policy under which it came', async () => {
    let decide: (answer: boolean) => void = () => {};
    const engine = createEngine<unknown>({
      origin: () =>
        new Promise((resolve) => {
          decide = resolve;
        }),
    });
    const underWay = engine.evaluate(facts, undefined);
    engine.update({ origin: false });
    decide(true);
    expect(await underWay).toEqual(ALLOWED);
    expect(engine.evaluate(facts, undefined)).toMatchObject({ headers: {} });
  });
});

describe('a delegate', () => {
  it('that returns the same options has them compiled once', () => {
    let reads = 0;
    const options = {
      get origin() {
        reads++;
        return [A];
      },
    };
    const engine = createEngine(() => options);
    for (let request = 0; request < 5; request++) expect(engine.evaluate(facts, undefined)).toEqual(ALLOWED);
    expect(reads).toBe(1);
  });

  it('that wants a callback is refused at start-up', () => {
    const withCallback = (_request: unknown, callback: (error: null, options: object) => void) =>
      callback(null, {});
    expect(() => createEngine(withCallback as unknown as CorsSource<unknown>)).toThrow(
      /\[options-invalid\]$/,
    );
  });

  it.each([
    [
      undefined,
      'The CORS delegate returned undefined. Return options or a policy. There is no callback: return them, or a promise of them.',
    ],
    [null, 'The CORS delegate returned null. Return options or a policy.'],
    ['*', 'The CORS delegate returned "*". Return options or a policy.'],
  ])('that returns %j is told what to return', async (answer, message) => {
    const chosen = answer as unknown as object;
    const expected = { headers: { vary: 'Origin' }, status: undefined, error: new TypeError(message) };
    expect(createEngine(() => chosen).evaluate(facts, undefined)).toEqual(expected);
    expect(await createEngine(async () => chosen).evaluate(facts, undefined)).toEqual(expected);
  });
});

describe('what goes wrong is always an object, which no framework takes for a command or for success', () => {
  it.each(['route', 'router', '', 0, false, null, undefined, 7n, Symbol('x')])('%s', async (reason) => {
    const fail = () => {
      throw reason;
    };
    const sources: CorsSource<unknown>[] = [
      { origin: fail },
      { origin: async () => fail() },
      fail,
      async () => fail(),
    ];
    for (const source of sources) {
      const { error } = await createEngine(source).evaluate(facts, undefined);
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).cause).toBe(reason);
      expect((error as Error).message).toMatch(/^A CORS function failed with .*, which is no Error\.$/);
    }
  });

  it('an error is handed on as it is', async () => {
    const error = new RangeError('mine');
    expect(
      await createEngine({ origin: () => Promise.reject(error) }).evaluate(facts, undefined),
    ).toMatchObject({ error });
  });
});
