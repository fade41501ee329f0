// Serves one request over and over, to be run under valgrind: `node count.js <case> <more> <variant|none> <variant>...`.
// All variants serve it until the engine has compiled what it will; then the one named first serves it `more` times.
// What two such runs differ by is what that one costs, and nothing else.
import crossgate from 'crossgate';
import { CASES } from './cases.js';
import { again, ended, requestsOf, responseTo } from './exchanges.js';
import { applicationsOf, HOSTS } from './hosts.js';
import { variantsOf } from './variants.js';

/** In turns, so that the engine compiles nothing anew when it comes to the counting. */
const WARM_UP_ROUNDS = 6;
const BREATH = 100;

const [name, more, counted, ...others] = process.argv.slice(2);
const one = CASES.find((candidate) => candidate.name === name);
const { variants, serve } = one === undefined ? onHost() : inProcess();

for (let round = 0; round < WARM_UP_ROUNDS; round++) {
  for (const variant of others) await serve(variants[variant], Number(more) / 5);
}
if (counted !== 'none') await serve(variants[counted], Number(more));

function inProcess() {
  const requests = requestsOf(one.method, one.headers);
  return {
    variants: variantsOf(one, { crossgate }),
    serve(middleware, times) {
      for (let time = 0; time < times; time++) {
        const request = requests[time % requests.length];
        middleware(request, responseTo(request, one.present), next);
      }
    },
  };
}

function next() {}

function onHost() {
  const { host, method, headers } = HOSTS.find((candidate) => candidate.name === name);
  const { kind: _, ...applications } = applicationsOf(host);
  const requests = requestsOf(method, headers);
  return {
    variants: Object.fromEntries(Object.entries(applications).map(([variant, make]) => [variant, make()])),
    async serve(handle, times) {
      for (let time = 0; time < times; time++) {
        const request = again(requests[time % requests.length]);
        const response = responseTo(request);
        handle(request, response);
        await ended(response);
        // What a response leaves for the event loop to do would pile up.
        if (time % BREATH === 0) await new Promise(setImmediate);
      }
    },
  };
}
