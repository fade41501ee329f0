export { type CorsDecision, countDecisions, DECISION_CHANNEL } from './count-decisions.ts';
export type { Change, PolicyDifference } from './differences.ts';
export { fingerprint } from './fingerprint.ts';
export { policyFile } from './policy-file.ts';
export type { PolicySource, PolicyText } from './policy-source.ts';
export type { Middleware } from './recorded-response.ts';
export {
  type ReportOnlyFigures,
  type ReportOnlyMiddleware,
  type ReportOnlyOptions,
  reportOnly,
} from './report-only.ts';
export {
  type PolicyUpdate,
  type PolicyWatch,
  type Reconfigurable,
  type WatchOptions,
  watchPolicy,
} from './watch-policy.ts';
