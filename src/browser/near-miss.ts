import { isLoopbackHost } from '../spec/ip.ts';

/** How one origin falls short of another. */
export interface NearMiss {
  readonly kind:
    | 'case'
    | 'trailing-slash'
    | 'path'
    | 'whitespace'
    | 'quotes'
    | 'missing-scheme'
    | 'default-port'
    | 'unicode'
    | 'scheme'
    | 'port'
    | 'loopback'
    | 'www'
    | 'trailing-dot'
    | 'subdomain'
    | 'null';
  readonly text: string;
}

/**
 * Names the one small thing in which an origin that a server allows differs from the one that asked; `null` when
 * they are not alike. `written` may be anything that stands in a configuration or in a header.
 */
export function nearMiss(written: string, asking: string): NearMiss | null {
  if (written === asking) return null;
  return spellingMiss(written, asking) ?? partsMiss(written, asking);
}

/** The same origin, written as browsers do not write it. */
function spellingMiss(written: string, asking: string): NearMiss | null {
  const bare = written.trim();
  if (bare !== written && bare === asking) return miss('whitespace', 'there is whitespace around it');
  if (/^(["']).*\1$/.test(bare) && bare.slice(1, -1) === asking)
    return miss('quotes', 'there are quotes around it');
  if (asking.endsWith(`://${bare}`)) return miss('missing-scheme', `the scheme is missing: write ${asking}`);
  if (asking === 'null')
    return miss('null', 'the page has an opaque origin (sandboxed frame, file, or redirect), sent as "null"');
  if (!URL.canParse(bare)) return null;
  const url = new URL(bare);
  if (url.origin !== asking) return null;
  if (bare === `${asking}/`) return miss('trailing-slash', 'there is a slash at its end');
  if (bare.toLowerCase() === asking)
    return miss('case', 'it has upper case letters, and browsers send lower case');
  if (/[^\x20-\x7e]/.test(bare))
    return miss('unicode', `browsers send the host in punycode: write ${asking}`);
  if (/:(?:80|443)\/?$/.test(bare))
    return miss('default-port', "it names the scheme's default port, which browsers leave out");
  return miss('path', 'an origin ends after host and port');
}

/** Another origin, that differs in one part only. */
function partsMiss(written: string, asking: string): NearMiss | null {
  if (!URL.canParse(written) || !URL.canParse(asking)) return null;
  const left = new URL(written);
  const right = new URL(asking);
  const samePort = left.port === right.port;
  if (left.hostname === right.hostname) {
    if (left.protocol === right.protocol) {
      return miss('port', `the port differs: ${portOf(left)} is allowed, ${portOf(right)} asks`);
    }
    const what = samePort ? 'the scheme differs' : 'scheme and port differ';
    return miss('scheme', `${what}: ${schemeOf(left)} is allowed, ${schemeOf(right)} asks`);
  }
  return hostMiss(left, right);
}

function hostMiss(left: URL, right: URL): NearMiss | null {
  const [allowed, asks] = [left.hostname, right.hostname];
  const also = left.port === right.port && left.protocol === right.protocol ? '' : ', and scheme or port';
  if (isLoopbackHost(allowed) && isLoopbackHost(asks)) {
    return miss(
      'loopback',
      `${allowed} and ${asks} are the same machine but two origins: the host differs${also}`,
    );
  }
  if (`www.${allowed}` === asks || allowed === `www.${asks}`) {
    return miss('www', `${allowed} is allowed, ${asks} asks: "www." makes another origin`);
  }
  if (`${allowed}.` === asks || allowed === `${asks}.`) return miss('trailing-dot', 'one host ends in a dot');
  if (asks.endsWith(`.${allowed}`))
    return miss('subdomain', `${asks} is a subdomain of ${allowed}, and so another origin`);
  if (allowed.endsWith(`.${asks}`))
    return miss('subdomain', `${asks} is the parent domain of ${allowed}, and so another origin`);
  if (allowed.startsWith('*.') && asks.endsWith(allowed.slice(1))) {
    return miss(
      'subdomain',
      'in a header a pattern is no pattern: the server must answer with the origin itself',
    );
  }
  return siblingMiss(allowed, asks);
}

function siblingMiss(allowed: string, asks: string): NearMiss | null {
  const parent = (host: string) => host.slice(host.indexOf('.'));
  const isSibling = parent(allowed) === parent(asks) && parent(asks).lastIndexOf('.') > 0;
  return isSibling
    ? miss('subdomain', `${allowed} and ${asks} are two subdomains of one domain, and so two origins`)
    : null;
}

function miss(kind: NearMiss['kind'], text: string): NearMiss {
  return { kind, text };
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? `${protocol === 'https:' ? 443 : 80} (the default)` : port;
}

function schemeOf({ protocol }: URL): string {
  return protocol.slice(0, -1);
}
