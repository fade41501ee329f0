// Requests, as browsers would send them: many at once, over connections that stay open.
import { Agent, request } from 'node:http';

export const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Asks for the profile as a page of `origin`. Resolves with whether the page may read it, and how long it took. */
export function ask(machine, origin) {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(`${machine}/api/profile`, { agent, headers: { origin } }, (response) => {
      const isAllowed = response.headers['access-control-allow-origin'] === origin;
      response.resume().on('end', () => {
        resolve({ isAllowed, status: response.statusCode, milliseconds: performance.now() - start });
      });
    });
    // A request that hangs is what must never happen.
    sent.setTimeout(10_000, () => sent.destroy(new Error(`${machine} hangs`)));
    sent.on('error', (error) => {
      // The server closed an idle connection just as it was used again: nothing was asked yet.
      if (sent.reusedSocket && error.code === 'ECONNRESET') ask(machine, origin).then(resolve, reject);
      else reject(error);
    });
    sent.end();
  });
}

/** Registers (PUT) or revokes (DELETE) an origin at one machine. */
export async function change(machine, method, origin) {
  const response = await fetch(`${machine}/origins/${encodeURIComponent(origin)}`, { method });
  if (response.status !== 204)
    throw new Error(`${method} ${origin}: ${response.status} ${await response.text()}`);
}

export async function figures(machine) {
  const response = await fetch(`${machine}/figures`);
  return response.json();
}

/** Keeps `width` requests under way until `next` returns undefined. */
export async function pump(width, next) {
  async function lane() {
    for (let job = next(); job !== undefined; job = next()) await job;
  }
  await Promise.all(Array.from({ length: width }, lane));
}

/** Sorts durations into steps of a tenth of a millisecond: a million of them fit in a small array. */
export class Histogram {
  #counts = new Uint32Array(100_001);
  #total = 0;

  add(milliseconds) {
    this.#counts[Math.min(Math.floor(milliseconds * 10), this.#counts.length - 1)]++;
    this.#total++;
  }

  /** The duration that `share` of all stay below, in milliseconds. */
  quantile(share) {
    let step = 0;
    for (let below = this.#counts[0]; below < this.#total * share; below += this.#counts[step]) step++;
    return step / 10;
  }
}
