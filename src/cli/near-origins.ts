import type { Verdict } from '../browser/types.ts';
import { isLoopbackHost } from '../spec/ip.ts';
import { leaveOf, type Target } from './target.ts';

/** Where development servers listen. */
const DEVELOPMENT_PORTS = ['3000', '5173', '8080', '4200'];

/**
 * An origin much like the page's that the server does allow; `null` where there is none, or nobody was refused for
 * not being allowed. A server that names nobody in its refusal can only be asked.
 */
export async function findAllowedOrigin(target: Target, blocked: readonly Verdict[]): Promise<string | null> {
  if (!blocked.some(({ code }) => code === 'acao-missing')) return null;
  const found = await Promise.all(
    likeOrigins(target.origin).map(async (origin) => {
      const answer = await target.askAs(origin).catch(() => null);
      return answer !== null && leaveOf(answer, origin).names ? origin : null;
    }),
  );
  return found.find((origin) => origin !== null) ?? null;
}

/** Origins that differ in one thing from another, as people mistake them. */
export function likeOrigins(origin: string): string[] {
  if (!URL.canParse(origin)) return [];
  const { protocol, hostname, port, host } = new URL(origin);
  const colonPort = port === '' ? '' : `:${port}`;
  const like = [`${protocol === 'https:' ? 'http:' : 'https:'}//${host}`];
  if (isLoopbackHost(hostname)) {
    const other = hostname === 'localhost' ? '127.0.0.1' : 'localhost';
    like.push(`${protocol}//${other}${colonPort}`, `${protocol}//${hostname}`);
    like.push(...DEVELOPMENT_PORTS.map((other) => `${protocol}//${hostname}:${other}`));
  } else {
    const bare = hostname.startsWith('www.') ? hostname.slice('www.'.length) : `www.${hostname}`;
    like.push(`${protocol}//${bare}${colonPort}`);
    if (port !== '') like.push(`${protocol}//${hostname}`);
  }
  return like.filter((one) => one !== origin);
}
