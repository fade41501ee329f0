export function hasValgrind(): Promise<boolean>;
export function instructionsPerRequest(
  name: string,
  variants: readonly string[],
  more: number,
): Promise<Record<string, number>>;
