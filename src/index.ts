export { type CorsMiddleware, cors, cors as default, type NodeResponse } from './adapters/node.ts';
export type { CorsDelegate, CorsSource } from './cors.ts';
export type { CorsDebugCode, CorsDebugEvent } from './policy/debug-event.ts';
export { type CorsIssue, type CorsIssueCode, CorsOptionsError, isCorsOptionsError } from './policy/errors.ts';
export type {
  CorsOptions,
  DangerousOptions,
  NodeRequest,
  NormalizedOptions,
  OriginEntry,
  OriginFunction,
  OriginOption,
} from './policy/options.ts';
export { originList } from './policy/origin-list.ts';
export { createPolicy, type Policy } from './policy/policy.ts';
