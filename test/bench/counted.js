import { hasValgrind, instructionsPerRequest } from './instructions.js';

/** What is counted beside being timed: cases by name, their variants, and how often each serves the request. */
const COUNTED = [
  ['list of 10, hit', ['limit', 'crossgate', 'cors'], 20_000],
  ['preflight, full lists', ['limit', 'crossgate', 'cors'], 20_000],
  // A framework takes much longer over a request, so fewer have to do.
  ['Express 5: list of 10, hit', ['floor', 'crossgate', 'cors'], 5_000],
  ['Express 5: preflight, list of 10', ['floor', 'crossgate', 'cors'], 5_000],
];

/** Instructions per request, the response's own included: what no other work on the machine can change. */
export async function countInstructions() {
  if (!(await hasValgrind())) return undefined;
  const results = [];
  for (const [name, variants, requests] of COUNTED) {
    results.push({ name, instructions: await instructionsPerRequest(name, variants, requests) });
  }
  return results;
}
