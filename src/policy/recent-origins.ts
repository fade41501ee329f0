/** More than a server's clients come from, and little memory. */
const MAX_ORIGINS = 1000;

/**
 * Origins about which something was found out. Most requests come from a few of them, and to look one up costs less than
 * to read it again. There are more than there is room for, and strangers name them: so the memory begins anew when it
 * is full.
 */
export class RecentOrigins {
  readonly #origins = new Set<string>();

  has(origin: string): boolean {
    return this.#origins.has(origin);
  }

  add(origin: string): void {
    if (this.#origins.size === MAX_ORIGINS) this.#origins.clear();
    this.#origins.add(origin);
  }
}
