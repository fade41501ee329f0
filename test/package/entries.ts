/**
 * What each entry of the package exports at run time, and how many bytes of our own code it may bring: bundled with
 * what it imports of this package, minified, gzipped. Both change only on purpose.
 */
export const ENTRIES: Record<string, { exports: string[]; budget: number }> = {
  '.': {
    exports: ['CorsOptionsError', 'cors', 'createPolicy', 'default', 'isCorsOptionsError', 'originList'],
    budget: 12_500,
  },
  './koa': { exports: ['cors', 'default'], budget: 12_500 },
  './fastify': { exports: ['cors', 'default'], budget: 14_000 },
  './fetch': { exports: ['default', 'withCors'], budget: 12_500 },
  './hono': { exports: ['cors', 'default'], budget: 12_500 },
  './compat': { exports: ['cors', 'default'], budget: 14_000 },
  './store': { exports: ['LookupError', 'originStore'], budget: 5_000 },
  './redis': { exports: ['policyKey', 'redisOriginStore'], budget: 12_000 },
  './live': {
    exports: ['DECISION_CHANNEL', 'countDecisions', 'fingerprint', 'policyFile', 'reportOnly', 'watchPolicy'],
    budget: 12_500,
  },
  './browser': { exports: ['CorsBlockedError', 'explain', 'judge', 'openPage', 'plan'], budget: 20_000 },
};
