import { type CorsMiddleware, cors, createPolicy, originList } from '../../src/index.ts';

/** What must not compile: each line below a directive is a mistake, and a directive without one is an error itself. */
export function mistakes(unset: string | undefined): unknown[] {
  return [
    // @ts-expect-error every origin, with credentials
    cors({ origin: '*', credentials: true }),
    // @ts-expect-error every origin, with credentials
    cors({ origin: true, credentials: true }),
    // @ts-expect-error the default is every origin
    cors({ credentials: true }),
    // @ts-expect-error a star in a list
    cors({ origin: ['https://a.example', '*'], credentials: true }),
    // @ts-expect-error switched off is not switched on
    cors({ origin: '*', credentials: true, dangerously: { reflectAnyOrigin: false } }),
    // @ts-expect-error a trailing slash
    cors({ origin: 'https://a.example/' }),
    // @ts-expect-error a trailing slash in a list
    cors({ origin: ['https://a.example', 'https://b.example/'] }),
    // @ts-expect-error a path
    cors({ origin: 'https://a.example/path' }),
    // @ts-expect-error upper case
    cors({ origin: 'https://A.example' }),
    // @ts-expect-error a method that no browser sends so
    cors({ methods: ['GET', 'patch'] }),
    // @ts-expect-error a method that no browser sends so
    cors({ methods: 'Query' }),
    // @ts-expect-error a forbidden method
    cors({ methods: ['trace'] }),
    // @ts-expect-error an unknown option
    cors({ orgin: 'https://a.example' }),
    // @ts-expect-error an option of another library
    cors({ allowOrigins: ['https://a.example'] }),
    // @ts-expect-error an unknown switch
    cors({ dangerously: { allowAll: true } }),
    // @ts-expect-error an origin that is explicitly undefined
    cors({ origin: undefined }),
    // @ts-expect-error a variable that may be unset
    cors({ origin: unset }),
    // @ts-expect-error null
    cors({ origin: null }),
    // @ts-expect-error an URL
    cors({ origin: new URL('https://a.example') }),
    cors({
      // @ts-expect-error the callback of another library
      origin: (_origin: string, callback: (error: null, isAllowed: boolean) => void) => callback(null, true),
    }),
    // @ts-expect-error a function that returns the origin
    cors({ origin: (origin: string) => origin }),
    // @ts-expect-error a string for a boolean
    cors({ origin: 'https://a.example', credentials: 'true' }),
    // @ts-expect-error a string for a number
    cors({ maxAge: '600' }),
    // @ts-expect-error a boolean for a list
    cors({ allowedHeaders: false }),
    // @ts-expect-error no options at all
    cors(null),
    // @ts-expect-error an origin instead of options
    cors('https://a.example'),
    // @ts-expect-error a promise of options
    cors(Promise.resolve({ origin: 'https://a.example' })),
    // @ts-expect-error a list instead of text
    originList(['https://a.example']),
    // @ts-expect-error an unknown option
    createPolicy({ orgin: 'https://a.example' }),
  ];
}

export function writes(middleware: CorsMiddleware): void {
  // @ts-expect-error the policy is replaced by update
  middleware.policy = createPolicy();
  // @ts-expect-error options are frozen
  createPolicy().options.maxAge = 1;
  // @ts-expect-error lists are frozen
  createPolicy().options.methods.push('PUT');
}
