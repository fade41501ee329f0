/** Something wrong that a probe has found. */
export interface Finding {
  /** Stable, in lower case with hyphens. */
  readonly code: string;
  /** `vulnerable`: others can read what is not theirs, or spoil what users get. `warning`: it will not work, or not last. */
  readonly severity: 'vulnerable' | 'warning';
  readonly cause: string;
  readonly cure: string;
}
