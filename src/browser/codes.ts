/** Stable names of the reasons for which a browser blocks. */
export type BlockCode =
  | 'method-forbidden'
  | 'method-not-for-no-cors'
  | 'scheme-not-cors'
  | 'mode-same-origin'
  | 'network-error'
  | 'preflight-network-error'
  | 'preflight-redirect'
  | 'preflight-status'
  | 'acao-missing'
  | 'acao-wildcard-credentials'
  | 'acao-multiple'
  | 'acao-invalid'
  | 'acao-mismatch'
  | 'acac-invalid'
  | 'acam-unparsable'
  | 'acah-unparsable'
  | 'method-not-allowed'
  | 'authorization-not-covered-by-wildcard'
  | 'header-not-allowed'
  | 'redirect-credentials'
  | 'redirect-mode-same-origin'
  | 'redirect-scheme'
  | 'redirect-data'
  | 'redirect-count'
  | 'proxy-authentication'
  | 'corp-not-same-origin';

/** Stable names of what a verdict remarks on without blocking. */
export type NoteCode =
  | 'header-not-exposed'
  | 'expose-unparsable'
  | 'expose-wildcard-literal'
  | 'set-cookie-ignored'
  | 'authorization-wildcard'
  | 'max-age-unparsable'
  | 'max-age-capped'
  | 'vary-missing'
  | 'request-header-dropped';

/** Why a check failed, and the value, method, header or address at fault. */
export interface Failure {
  readonly code: BlockCode;
  readonly culprit: string | null;
  /** Every request header that was refused, where headers were. */
  readonly refused?: readonly string[];
}
