/** What is announced. Text, so that a person can announce with `redis-cli`: a bare origin will do. */
export interface Change {
  /** The value of the counter after the change; missing where a person announced. */
  readonly number: number | undefined;
  readonly origin: string;
  readonly tenant: string | undefined;
}

export function formatChange({ number, origin, tenant }: Change): string {
  return [number, origin, tenant].filter((part) => part !== undefined).join(' ');
}

/** `undefined` for anything else: what was meant is not known, so everything may have changed. */
export function parseChange(message: string): Change | undefined {
  const words = message.split(' ');
  const number = /^\d+$/.test(words[0] ?? '') ? Number(words.shift()) : undefined;
  const origin = words.shift() ?? '';
  if (!/^[a-z][a-z\d+.-]*:\/\/./.test(origin)) return undefined;
  return { number, origin, tenant: words.length === 0 ? undefined : words.join(' ') };
}
