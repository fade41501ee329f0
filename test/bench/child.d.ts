export const NO_COLLECTION: readonly string[];
export function inChild(
  file: string,
  parameters: readonly string[],
  flags?: readonly string[],
): Promise<Record<string, number>>;
