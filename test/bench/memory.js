// Prints what a list of a million origins costs, once. Runs under --expose-gc.
import cors from 'crossgate';
import { originsOf } from './cases.js';

const COUNT = 1_000_000;

const origins = originsOf(COUNT);
const before = heap();
const start = performance.now();
const middleware = cors({ origin: origins, credentials: true });
const milliseconds = performance.now() - start;
const bytesPerOrigin = (heap() - before) / COUNT;
console.log(JSON.stringify({ milliseconds, bytesPerOrigin, isAlive: middleware.length === 3 }));

function heap() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
