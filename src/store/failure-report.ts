/** Not on every runtime is there a process. */
function warn(message: string, options: { readonly code: string; readonly detail: string }): void {
  const { process } = globalThis as { readonly process?: NodeJS.Process };
  process?.emitWarning(message, options);
}

/** Tells the application of lookups that fail. */
export interface FailureReport {
  report(error: unknown, origin: string): void;
  /** A lookup succeeded. */
  end(): void;
}

/**
 * By default one process warning for each outage: a refusal for want of an answer looks like any other refusal, and
 * a warning for each would bury the log.
 */
export function createFailureReport(
  onFailure: ((error: unknown, origin: string) => void) | undefined,
): FailureReport {
  if (onFailure !== undefined) return { report: onFailure, end: () => undefined };
  let isKnown = false;
  return {
    report(error, origin) {
      if (isKnown) return;
      isKnown = true;
      const reason = error instanceof Error ? error.message : String(error);
      warn(`crossgate: a lookup failed for ${origin}: ${reason}`, {
        code: 'CROSSGATE_LOOKUP_FAILED',
        detail:
          'Origins are treated as onError says until a lookup succeeds. Give onFailure to hear of each failure.',
      });
    },
    end() {
      isKnown = false;
    },
  };
}
