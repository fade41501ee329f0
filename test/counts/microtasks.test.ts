import { expect, it } from 'vitest';
import cors from '../../src/index.ts';
import { FakeResponse, requestOf } from '../hosts/fakes.ts';

const REQUEST = requestOf('GET', { origin: 'https://app.example' });

/** How many microtasks pass between the settling of a promise and what `listen` hangs on it. */
async function microtasksAfter(settle: (promise: PromiseWithSettlers) => void, listen: Listen) {
  const settlers = promiseWithSettlers();
  let isOver = false;
  listen(settlers.promise, () => {
    isOver = true;
  });
  settle(settlers);
  let count = 0;
  for (; !isOver; count++) await undefined;
  return count;
}

type Listen = (promise: Promise<boolean>, done: () => void) => void;
type PromiseWithSettlers = ReturnType<typeof promiseWithSettlers>;

function promiseWithSettlers() {
  let resolve: (value: boolean) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<boolean>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

const byHand: Listen = (promise, done) => void promise.then(done, done);
const throughCors: Listen = (promise, done) => {
  cors({ origin: () => promise, debug: false })(REQUEST, new FakeResponse([]), done);
};

it.each<[string, (promise: PromiseWithSettlers) => void]>([
  ['an answer that allows', ({ resolve }) => resolve(true)],
  ['an answer that refuses', ({ resolve }) => resolve(false)],
  ['a failure', ({ reject }) => reject(new Error('database'))],
])(
  'the handler runs no later than if it hung on the promise of an origin function itself: %s',
  async (_, settle) => {
    expect(await microtasksAfter(settle, throughCors)).toBe(await microtasksAfter(settle, byHand));
  },
);

it('no microtask passes where an origin function answers at once', () => {
  let isOver = false;
  cors({ origin: () => true })(REQUEST, new FakeResponse([]), () => {
    isOver = true;
  });
  expect(isOver).toBe(true);
});
