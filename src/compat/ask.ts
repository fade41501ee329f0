import { isThenable } from '../policy/thenable.ts';

/** Hands a request on, with an error or without. How many arguments it gets is part of the contract. */
export type Next = (...args: [] | [unknown]) => unknown;

/** Takes an answer, and hands the request on by `next` unless the answer ends it. */
export type Settle = (error: unknown, answer: unknown, next: Next) => void;

/** A function of the application's that answers by a callback, by what it returns, or by a promise. */
export type Question<Subject> = (
  subject: Subject,
  callback: (error?: unknown, answer?: unknown) => void,
) => unknown;

/**
 * Asks a function of the application's, and settles once: what is answered after the first answer is ignored. While
 * a callback answers at once, everything happens before `ask` returns, and what is thrown meanwhile passes through.
 *
 * @param whenThrown what becomes of an error that `question` throws before it answers: an answer, or thrown on.
 */
export function ask<Subject>(
  question: Question<Subject>,
  subject: Subject,
  settle: Settle,
  next: Next,
  whenThrown: 'fail' | 'throw',
): void {
  let isSettled = false;
  let wasAnswered = false;
  const settleOnce: Settle = (error, answer, handOn) => {
    if (isSettled) return;
    isSettled = true;
    wasAnswered = true;
    try {
      settle(error, answer, handOn);
    } catch (thrown) {
      // Nobody was served: `try { callback(null, x) } catch (e) { callback(e) }` gets its second chance.
      isSettled = false;
      throw thrown;
    }
  };
  let returned: unknown;
  try {
    returned = question(subject, (error, answer) => settleOnce(error, answer, next));
  } catch (thrown) {
    if (wasAnswered || whenThrown === 'throw') throw thrown;
    settleOnce(asFailure(thrown), undefined, next);
  }
  if (wasAnswered) return;
  if (isPromisedAnswer(question, returned)) {
    const namesCallback = question.length > 1;
    Promise.resolve(returned).then(
      (answer) => {
        if (answer !== undefined || !namesCallback) settleLate(settleOnce, null, answer, next);
      },
      (reason) => settleLate(settleOnce, asFailure(reason), undefined, next),
    );
  } else if (isReturnedAnswer(question, returned)) {
    settleOnce(null, returned, next);
  }
}

/** A falsy error would pass for an answer. */
function asFailure(reason: unknown): unknown {
  return reason || new Error('A function of the CORS options failed without an error.', { cause: reason });
}

/**
 * A function that names a callback returns anything by habit. A database query is a thenable that runs a second time
 * when it is awaited, so only a real promise counts from it: `async (origin, callback) => ...`.
 */
function isPromisedAnswer(question: Question<never>, returned: unknown): boolean {
  return question.length > 1 ? returned instanceof Promise : isThenable(returned);
}

/**
 * From a function that names a callback, a timer or the `true` of a queue is no answer. One that takes whatever comes
 * (`(...args) => ...`) may still call back as long as it returned nothing.
 */
function isReturnedAnswer(question: Question<never>, returned: unknown): boolean {
  return question.length === 1 || (question.length === 0 && returned !== undefined);
}

/** Out of a promise nothing may be thrown: it would end the process. Only what a handler throws is not ours. */
function settleLate(settle: Settle, error: unknown, answer: unknown, next: Next): void {
  let isHandedOn = false;
  const handOn: Next = (...args) => {
    isHandedOn = true;
    next(...args);
  };
  try {
    settle(error, answer, handOn);
  } catch (thrown) {
    if (isHandedOn) throw thrown;
    next(thrown);
  }
}
