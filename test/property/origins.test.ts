import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPolicy } from '../../src/index.ts';
import { entries, hostileText, nearMiss } from './arbitraries.ts';

/** The grammar of design and standard once more, as one slow pattern over the whole text, and the URL parser for addresses. */
const ORIGIN =
  /^(?!file:)([a-z][a-z0-9+.-]{0,63}):\/\/([a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?|\[[0-9a-f:]+\])(:[1-9][0-9]{0,4})?$/;

function isOrigin(text: string): boolean {
  const [, scheme = '', host = '', port = ''] = ORIGIN.exec(text) ?? [];
  if (scheme === '' || text.length > 326 || host.replace(/\.$/, '').length > 253) return false;
  const number = Number(port.slice(1));
  if (port !== '' && (number > 65535 || new URL(`${scheme === 'app' ? 'x' : scheme}://h${port}`).port === ''))
    return false;
  const needsUrl =
    host.startsWith('[') || /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/.test(host) || host.includes('xn--');
  return !needsUrl || (URL.canParse(`http://${host}`) && new URL(`http://${host}`).host === host);
}

/** What a pattern means, spelt out: walks the whole list, compares text with text, splits anew each time. */
function naiveMatch(patterns: readonly string[], origin: string): boolean {
  return patterns.some((pattern) => {
    if (!isOrigin(origin)) return false;
    const anyPort = pattern.endsWith(':*');
    const rest = anyPort ? pattern.slice(0, -2) : pattern;
    const asked = anyPort ? origin.replace(/:\d+$/, '') : origin;
    if (!rest.includes('://*.')) return asked === rest;
    const [scheme = '', base = ''] = rest.split('://*');
    return (
      asked.startsWith(`${scheme}://`) &&
      asked.endsWith(base) &&
      asked.length > scheme.length + 3 + base.length
    );
  });
}

it('a compiled list allows what a naive reading of it allows', () => {
  fc.assert(
    fc.property(entries, fc.array(nearMiss, { minLength: 1, maxLength: 8 }), (patterns, origins) => {
      const policy = createPolicy({ origin: patterns });
      for (const origin of origins)
        expect([origin, policy.allowsOrigin(origin)]).toEqual([origin, naiveMatch(patterns, origin)]);
    }),
    { numRuns: 2000 },
  );
});

it('a list, a Set and a generator of the same entries allow the same, in any order', () => {
  fc.assert(
    fc.property(entries, nearMiss, (patterns, origin) => {
      const forms = [patterns, new Set(patterns), patterns.values(), [...patterns].reverse()];
      const verdicts = forms.map((form) => createPolicy({ origin: form }).allowsOrigin(origin));
      expect(new Set(verdicts).size).toBe(1);
    }),
    { numRuns: 500 },
  );
});

it('every policy can be made again from its own options', () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          origin: fc.oneof(
            entries,
            fc.constant(false),
            fc.constant('*'),
            entries.map((list) => list[0] ?? '*'),
          ),
          methods: fc.subarray(['GET', 'put', 'PATCH', 'PURGE', '*']),
          allowedHeaders: fc.option(fc.subarray(['X-A', 'x-b', 'Authorization', '*']), { nil: undefined }),
          exposedHeaders: fc.subarray(['ETag', 'X-Total']),
          credentials: fc.constant(false),
          maxAge: fc.option(fc.nat({ max: 86400 }), { nil: undefined }),
          preflightContinue: fc.boolean(),
          optionsSuccessStatus: fc.integer({ min: 200, max: 299 }),
          enforce: fc.boolean(),
          vary: fc.subarray(['X-Tenant', 'Cookie']),
        },
        { requiredKeys: [] },
      ),
      (options) => {
        const once = createPolicy(options as object).options;
        expect(createPolicy(once).options).toStrictEqual(once);
      },
    ),
    { numRuns: 500 },
  );
});

it('start-up accepts or explains every text, and what it accepts is an origin without its stars', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      let accepted = true;
      try {
        createPolicy({ origin: [text], dangerously: { allowNullOrigin: true } });
      } catch (error) {
        accepted = false;
        expect(error).toMatchObject({
          name: 'CorsOptionsError',
          issues: [{ code: 'origin-invalid', path: 'origin[0]' }],
        });
      }
      const withoutStars = text.replace('://*.', '://').replace(/:\*$/, '');
      if (accepted) expect(text === '*' || text === 'null' || isOrigin(withoutStars)).toBe(true);
    }),
    { numRuns: 1500 },
  );
});
