/**
 * The origin of a URL as browsers serialise it. The schemes of apps and extensions (`capacitor:`) have one in their
 * own browsers, which `URL` does not know; what has no host has none.
 */
export function originOf(url: URL): string {
  if (url.origin !== 'null' || url.host === '') return url.origin;
  return `${url.protocol}//${url.host}`;
}

/** An opaque origin equals no other. */
export function isSameOrigin(origin: string, url: URL): boolean {
  return origin !== 'null' && originOf(url) === origin;
}

export function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}
