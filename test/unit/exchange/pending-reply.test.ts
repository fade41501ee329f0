import { expect, it } from 'vitest';
import { PendingReply } from '../../../src/exchange/pending-reply.ts';
import { createHeaderWriter } from '../../../src/exchange/respond.ts';
import { createPolicy } from '../../../src/index.ts';

const A = 'https://a.example';
const WRITER = createHeaderWriter(createPolicy({ origin: () => true }));
const pending = (answer: Promise<unknown>) =>
  new PendingReply(answer, WRITER, 'actual', { method: 'GET', headers: { origin: A } });

const ALLOWED = WRITER.respond('actual', { headers: { origin: A } }, true);
const SILENT = WRITER.respond('actual', { headers: { origin: A } }, false);

it('is awaited like a promise of a reply', async () => {
  expect(await pending(Promise.resolve(true))).toEqual(ALLOWED);
  expect(await pending(Promise.resolve(false))).toEqual(SILENT);
});

it('keeps its reply where nothing is to happen next', async () => {
  expect(await pending(Promise.resolve(true)).then()).toEqual(ALLOWED);
  expect(await pending(Promise.resolve(true)).then(null)).toEqual(ALLOWED);
});

it('never rejects: what went wrong is in the reply, and nothing is allowed', async () => {
  const failure = new Error('database');
  expect(await pending(Promise.reject(failure))).toEqual({ ...SILENT, error: failure });
  expect(await pending(Promise.resolve('yes'))).toEqual({
    ...SILENT,
    error: new TypeError('The origin function returned "yes". Return true or false, or a promise of one.'),
  });
});

it('leaves what goes wrong afterwards to those who made it', async () => {
  const failure = new Error('handler');
  const next = () => {
    throw failure;
  };
  await expect(pending(Promise.resolve(true)).then(next)).rejects.toBe(failure);
  await expect(pending(Promise.reject(new Error())).then(next)).rejects.toBe(failure);
});
