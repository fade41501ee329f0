import cors, { type CorsOptions, createPolicy, isCorsOptionsError, originList } from '../../src/index.ts';

/** A test compiles this against the declarations alone, where neither the DOM nor Node has declared anything. */
const options: CorsOptions = { origin: originList('https://a.example'), maxAge: 600 };
export const middleware = cors(options);
export const isAllowed: boolean | Promise<boolean> = createPolicy(options).allowsOrigin('https://a.example');
export const codes = (error: unknown): string[] =>
  isCorsOptionsError(error) ? error.issues.map(({ code }) => code) : [];
