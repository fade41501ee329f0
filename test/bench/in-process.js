// One case in a process of its own, so that no other case has taught the engine anything: prints what each variant
// costs, as JSON. `node in-process.js <case> <full|quick> <column>=<build of crossgate>...`
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { differing } from './answers.js';
import { CASES } from './cases.js';
import { requestsOf, responseTo } from './exchanges.js';
import { FULL, netOf, QUICK, timeRounds } from './measure.js';
import { variantsOf } from './variants.js';

const [name, mode, ...paths] = process.argv.slice(2);
const one = CASES.find((candidate) => candidate.name === name);
const builds = {};
for (const path of paths) {
  const [column, file] = path.split('=');
  builds[column] = (await import(pathToFileURL(resolve(file)).href)).default;
}
const variants = variantsOf(one, builds);

/** In milliseconds, for each variant. */
const WARM_UP = 150;

warmUp(Object.values(variants));
const batches = Object.fromEntries(
  Object.entries(variants).map(([variant, middleware]) => [variant, (size) => batchOf(middleware, size)]),
);
const times = await timeRounds(batches, mode === 'quick' ? QUICK : FULL);
console.log(JSON.stringify({ name, net: netOf(times), differing: await differing(one, variants) }));

/** Responses are made before the clock runs: their making is no one's cost. */
function batchOf(middleware, size) {
  const requests = requestsOf(one.method, one.headers);
  const exchanges = Array.from({ length: size }, (_, index) => {
    const request = requests[index % requests.length];
    return [request, responseTo(request, one.present)];
  });
  return () => (one.isAsync ? runAsync(middleware, exchanges) : runAll(middleware, exchanges));
}

function runAll(middleware, exchanges) {
  for (const [request, response] of exchanges) middleware(request, response, next);
}

function next() {}

/** One after the other, as each answer comes. */
async function runAsync(middleware, exchanges) {
  for (const [request, response] of exchanges) {
    await new Promise((done) => {
      middleware(request, response, done);
    });
  }
}

/** A process that has seen one kind of request only is faster than any server: here each has seen them all. */
function warmUp(all) {
  const asked = { 'access-control-request-method': 'PUT' };
  const kinds = [
    requestsOf('GET', {}),
    requestsOf('GET', one.headers),
    requestsOf('POST', { origin: 'https://other.example' }),
    requestsOf('OPTIONS', { origin: 'https://other.example', ...asked }),
    requestsOf('OPTIONS', {
      origin: 'https://other.example',
      ...asked,
      'access-control-request-headers': 'x-a',
    }),
  ].flat();
  for (const middleware of all) {
    const end = performance.now() + WARM_UP;
    while (performance.now() < end) {
      for (const request of kinds) middleware(request, responseTo(request), next);
    }
  }
}
