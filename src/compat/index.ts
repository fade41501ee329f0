export { type CompatSettings, type CorsMiddleware, cors, cors as default } from './middleware.ts';
export type { CorsOptions, CorsOptionsDelegate, CorsRequest, CustomOrigin, StaticOrigin } from './options.ts';
