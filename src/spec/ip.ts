/**
 * IP addresses in the one form in which browsers serialise them.
 * @see https://url.spec.whatwg.org/#host-serializing
 */

/** Whether `host` is a dotted quad in canonical form: four decimal numbers up to 255 without leading zeros. */
export function isCanonicalIPv4(host: string): boolean {
  const parts = host.split('.');
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}

/**
 * Whether `address` (without brackets) is IPv6 text as a URL serialises it: lower-case hexadecimal without leading
 * zeros, the first longest run of two or more zero groups compressed. IPv4-mapped addresses are not accepted in any
 * form: a page loaded from one is better named by its IPv4 address.
 */
export function isCanonicalIPv6(address: string): boolean {
  const groups = expandIPv6(address);
  return groups !== undefined && !isIPv4Mapped(groups) && serializeIPv6(groups) === address;
}

/** Whether a canonical host (IPv6 in brackets) is the machine itself: 127.0.0.0/8, [::1], `localhost` and names under it. */
export function isLoopbackHost(host: string): boolean {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    host === '[::1]' ||
    (host.startsWith('127.') && isCanonicalIPv4(host))
  );
}

function expandIPv6(address: string): string[] | undefined {
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  return groups.every((group) => /^(?:0|[1-9a-f][\da-f]{0,3})$/.test(group)) ? groups : undefined;
}

function serializeIPv6(groups: readonly string[]): string {
  let start = 0;
  let length = 0;
  for (let index = 0; index < groups.length; index++) {
    let end = index;
    while (groups[end] === '0') end++;
    if (end - index > length) {
      start = index;
      length = end - index;
    }
    index = Math.max(index, end - 1);
  }
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

function isIPv4Mapped(groups: readonly string[]): boolean {
  return groups[5] === 'ffff' && groups.slice(0, 5).every((group) => group === '0');
}
