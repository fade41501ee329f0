/** Where a policy is kept. `policyFile` is one, `policyKey` of crossgate/redis another; write your own for etcd. */
export interface PolicySource {
  /** For messages: `file:///etc/cors.json`, `Redis key "cors"`. */
  readonly name: string;
  /** Reads what is there now. Rejects when it cannot be read, or is no options at all. */
  readonly read: () => Promise<PolicyText>;
  /**
   * Calls `onChange` whenever there may be something new; too often does no harm.
   * @returns what ends it.
   */
  readonly watch: (onChange: () => void) => () => void;
}

export interface PolicyText {
  /** Options or a policy, not yet validated. */
  readonly options: unknown;
  /** Equal for equal content: the text itself will do. */
  readonly revision: string;
}

/** Parses a policy that is kept as JSON. */
export function parsePolicyJson(text: string): PolicyText {
  return { options: JSON.parse(text), revision: text };
}
