import { getDomain } from 'tldts';

/** Names under `.invalid` belong to nobody (RFC 6761). */
export const STRANGER = 'https://crossgate-probe.invalid';

/** An origin that somebody else could own, and the sloppy comparison that would let it in. */
export interface Neighbour {
  readonly origin: string;
  readonly mistake: Mistake;
}

/** Which part of an origin is compared, or what is not escaped in a regular expression. */
export type Mistake = 'begin' | 'end' | 'dot';

/**
 * Origins of strangers that look like `origin`, one for each way in which people compare too loosely. What is under
 * the same registrable domain is no stranger's.
 */
export function neighboursOf(origin: string): Neighbour[] {
  if (!URL.canParse(origin)) return [];
  const { protocol, hostname, port } = new URL(origin);
  const colonPort = port === '' ? '' : `:${port}`;
  const at = (host: string, mistake: Mistake): Neighbour => ({
    origin: `${protocol}//${host}${colonPort}`,
    mistake,
  });
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  const domain = getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
  const neighbours: Neighbour[] = [];
  if (!hostname.startsWith('[')) {
    neighbours.push(at(`${hostname}.crossgate-probe.invalid`, 'begin'));
  }
  if (!isAddress) neighbours.push(at(`crossgateprobe${domain}`, 'end'));
  if (!isAddress && domain !== hostname) {
    const above = hostname.slice(0, -domain.length - 1);
    neighbours.push(at(`${above}x${domain}`, 'dot'));
  }
  return neighbours;
}

/** The same page over plain http; `null` where there is no https to lose. */
export function plainTwinOf(origin: string): string | null {
  return origin.startsWith('https://') ? `http://${origin.slice('https://'.length)}` : null;
}
