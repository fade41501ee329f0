import { expect, it } from 'vitest';
import { inChild, NO_COLLECTION } from '../bench/child.js';

it('a constant policy leaves nothing behind, whatever it is asked', async () => {
  const bytes = await inChild('allocations.js', [], NO_COLLECTION);
  expect(Object.keys(bytes)).toEqual([
    'public',
    'one origin, credentials',
    'no Origin, list of 10',
    'preflight, full lists',
  ]);
  // The smallest object takes 12 bytes.
  for (const [name, perRequest] of Object.entries(bytes)) expect(perRequest, name).toBeLessThan(1);
}, 60_000);
