// Prints the bytes that each constant policy leaves behind per request, by case. Runs under NO_COLLECTION.
import cors from 'crossgate';
import { CASES } from './cases.js';
import { requestsOf } from './exchanges.js';

/** So few that nothing needs to be collected meanwhile, even where each left a few hundred bytes. */
const FEW = 10_000;
const MANY = 110_000;
const WARM_UP_ROUNDS = 5;

/** Keeps nothing, so that all that is left is the middleware's own. */
const response = {
  headersSent: false,
  getHeader() {},
  setHeader() {},
  writeHead() {},
  end() {},
};

const constant = CASES.filter(({ isConstant }) => isConstant);
console.log(JSON.stringify(Object.fromEntries(constant.map((one) => [one.name, bytesPerRequest(one)]))));

/** By how much more many leave than few do, so that what looking at the heap leaves behind falls out. */
function bytesPerRequest({ options, method, headers }) {
  const middleware = cors(options().crossgate);
  const [request] = requestsOf(method, headers);
  const bytesOf = (calls) => {
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    serve(middleware, request, calls);
    return process.memoryUsage().heapUsed - before;
  };
  for (let round = 0; round < WARM_UP_ROUNDS; round++) bytesOf(MANY);
  return (bytesOf(MANY) - bytesOf(FEW)) / (MANY - FEW);
}

function serve(middleware, request, calls) {
  for (let call = 0; call < calls; call++) middleware(request, response, next);
}

function next() {}
