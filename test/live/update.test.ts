import { describe, expect, it } from 'vitest';
import cors, { createPolicy } from '../../src/index.ts';
import { fingerprint } from '../../src/live/index.ts';

const A = 'https://a.example';
const B = 'https://b.example';

describe('under load', () => {
  it('no request sees half a policy', async () => {
    const middleware = cors({ origin: [A], credentials: true, exposedHeaders: ['X-A'] });
    const seen = new Set<string>();
    for (let round = 0; round < 2_000; round++) {
      const isEven = round % 2 === 0;
      const [origin, header] = isEven ? [A, 'X-A'] : [B, 'X-B'];
      middleware.update({
        origin: async (asked: string) => asked === origin,
        credentials: isEven,
        exposedHeaders: [header],
      });
      const headers: Record<string, string> = {};
      const response = {
        statusCode: 200,
        getHeader: (name: string) => headers[name],
        setHeader: (name: string, value: string) => {
          headers[name] = value;
        },
        end: () => undefined,
      };
      const done = new Promise<void>((resolve) => {
        middleware({ method: 'GET', headers: { origin } }, response, () => resolve());
      });
      expect(() => middleware.update({ origin: 'https://wrong.example/' })).toThrow('wrong CORS option');
      middleware.update({ origin: false });
      await done;
      seen.add(JSON.stringify(headers));
    }
    expect([...seen].map((text) => JSON.parse(text))).toEqual([
      {
        'access-control-allow-origin': A,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'X-A',
        vary: 'Origin',
      },
      { 'access-control-allow-origin': B, 'access-control-expose-headers': 'X-B', vary: 'Origin' },
    ]);
  });
});

describe('fingerprints', () => {
  it('are equal for what means the same, and differ for what does not', () => {
    const of = (options: Parameters<typeof createPolicy>[0]) => fingerprint(createPolicy(options));
    expect(of({ origin: [A, B] })).toMatch(/^[\da-f]{16}$/);
    expect(of({ origin: [B, A], credentials: false })).toBe(of({ origin: new Set([A, B]) }));
    const options = [
      { origin: [A] },
      { origin: A },
      { origin: [B] },
      { origin: [A], credentials: true },
      { origin: [A], maxAge: 0 },
      { origin: [/^https:\/\/a\.example$/] },
      { origin: [/^https:\/\/a\.example$/i] },
      { origin: () => true },
      { origin: () => false },
      { origin: [A], methods: 'GET' },
    ];
    expect(new Set(options.map(of)).size).toBe(options.length);
  });
});
