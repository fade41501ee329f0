import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangeLog } from '../../src/redis/change-log.ts';
import { formatChange, parseChange } from '../../src/redis/messages.ts';

function started(counter: number): ChangeLog {
  const log = new ChangeLog();
  expect(log.hasLost(counter)).toBe(true);
  return log;
}

describe('the log of changes', () => {
  it('misses nothing while every number is heard, in whatever order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.infiniteStream(fc.nat()), (count, dice) => {
        const log = started(7);
        const numbers = Array.from({ length: count }, (_, index) => 8 + index);
        numbers.sort(() => (Number(dice.next().value) % 3) - 1);
        for (const number of numbers) log.hear(number);
        expect([log.hasLost(7 + count), log.hasLost(7 + count)]).toEqual([false, false]);
      }),
    );
  });

  it('calls a missing number lost at the second look, once', () => {
    const log = started(0);
    log.hear(1);
    log.hear(3);
    expect([log.hasLost(3), log.hasLost(3), log.hasLost(3), log.hasLost(3)]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it('gives a late announcement the time until the second look', () => {
    const log = started(0);
    expect(log.hasLost(1)).toBe(false);
    log.hear(1);
    expect([log.hasLost(1), log.hasLost(1)]).toEqual([false, false]);
  });

  it('takes a counter that went back for another Redis', () => {
    const log = started(9);
    expect(log.hasLost(0)).toBe(true);
    log.hear(1);
    expect([log.hasLost(1), log.hasLost(1)]).toEqual([false, false]);
  });

  it('does not grow without bound', () => {
    const log = started(0);
    for (let number = 2; number < 10_000; number++) log.hear(number);
    expect([log.hasLost(9_999), log.hasLost(9_999)]).toEqual([false, true]);
  });
});

describe('announcements', () => {
  it.each([
    { number: 7, origin: 'https://a.example', tenant: undefined },
    { number: 7, origin: 'https://a.example', tenant: 'acme' },
    { number: 7, origin: 'capacitor://localhost', tenant: 'two words\nand a line' },
    { number: undefined, origin: 'http://[::1]:3000', tenant: undefined },
  ])('carry $origin and $tenant', (change) => {
    expect(parseChange(formatChange(change))).toEqual(change);
  });

  it.each(['', '*', '7', 'all', '7 a.example'])('say nothing definite as %j', (message) => {
    expect(parseChange(message)).toBeUndefined();
  });
});
