import type { FastifyReply } from 'fastify';
import type { Reply } from '../../exchange/respond.ts';
import { mergeVary } from '../../exchange/vary.ts';
import { VARY } from '../../spec/names.ts';

/**
 * Keeps the headers of a reply where a handler writes past Fastify, hijacked or not: Fastify has them in a store of its
 * own until it writes the head, and Node's response knows nothing of them. Every head is written by `writeHead`, an
 * implicit one too; to set each header twice on every request would cost more than all the rest.
 */
export function keepInRawHead({ headers }: Reply, response: FastifyReply): void {
  const { raw } = response;
  const write = raw.writeHead as (...given: unknown[]) => typeof raw;
  // Handed on as they came: others that watch the head count the arguments.
  raw.writeHead = (...given: unknown[]) => {
    if (!raw.headersSent) addMissing(headers, response, given.at(-1));
    return write.apply(raw, given);
  };
}

/** `given`: what goes into the head beside what was set; where Fastify writes it, everything. */
function addMissing(headers: Reply['headers'], response: FastifyReply, given: unknown): void {
  for (const name in headers) {
    if (typeof given === 'object' && given !== null && name in given) continue;
    // Asked for now: what was taken off since stays off.
    const value = response.getHeader(name);
    if (value !== undefined) add(name, value, response.raw);
  }
}

function add(name: string, value: number | string | string[], raw: FastifyReply['raw']): void {
  raw.setHeader(name, name === VARY ? mergeVary(raw.getHeader(VARY), String(value)) : value);
}
