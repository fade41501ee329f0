/**
 * What is measured: one entry a case. `limit` is what a person would write by hand who knew the answer beforehand: the
 * necessary writes, with constants, and nothing else. A peer takes part where its options can express the case.
 */

const A = 'https://app.example';
const STRANGER = 'https://stranger.example';
const ASKED = {
  'access-control-request-method': 'PUT',
  'access-control-request-headers': 'content-type,x-request-id',
};
const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'QUERY'];
const ALLOWED = ['Content-Type', 'X-Request-Id', 'Authorization'];
const FULL_LISTS = { methods: METHODS, allowedHeaders: ALLOWED, maxAge: 600 };
const EXPRESS = { 'X-Powered-By': 'Express' };
const KB8 = 8192;

/** The ratios to `cors` and to the limit that a case has to reach. */
const ACTUAL = { cors: 0.6 };
const PREFLIGHT = { cors: 0.35 };
const PREFLIGHT_AFTER_HEADER = { cors: 0.75, limit: 1.1 };
/** Where the policy answers everyone alike, nothing but the writes is necessary. */
const CONSTANT = { limit: 1.1 };
const HUGE_LIST = { cors: 0.01 };
const HOSTILE = { cors: 0.1 };

export const originsOf = (length) =>
  Array.from({ length }, (_, index) => (index === length >> 1 ? A : `https://tenant-${index}.app.example`));

const actual = (name, origin, rest) => ({
  name,
  method: 'GET',
  headers: origin === undefined ? {} : { origin },
  target: ACTUAL,
  ...rest,
});

const preflight = (name, origin, rest) => ({
  name,
  method: 'OPTIONS',
  headers: { origin, ...ASKED },
  target: PREFLIGHT,
  ...rest,
});

const allowed = (_, response, next) => {
  response.setHeader('access-control-allow-origin', A);
  response.setHeader('access-control-allow-credentials', 'true');
  response.setHeader('vary', 'Origin');
  next();
};
const refused = (_, response, next) => {
  response.setHeader('vary', 'Origin');
  next();
};

/** The options of a list, in the words of each peer. They are made where they are asked for: some lists are long. */
const listed = (length) => ({
  options: () => {
    const origins = originsOf(length);
    return {
      crossgate: { origin: origins, credentials: true },
      cors: { origin: origins, credentials: true },
      tinyhttp: { origin: origins, credentials: true },
      corser: { origins, supportsCredentials: true },
    };
  },
});

function listCases(length) {
  const target = length >= 100_000 ? HUGE_LIST : ACTUAL;
  const label = `list of ${length.toLocaleString('en')}`;
  return [
    actual(`${label}, hit`, A, { ...listed(length), target, limit: allowed, list: { length, hit: true } }),
    actual(`${label}, miss`, STRANGER, {
      ...listed(length),
      target,
      limit: refused,
      list: { length, hit: false },
    }),
  ];
}

const PATTERN = 'https://*.app.example';
const AS_REGEXP = /^https:\/\/(?:[a-z\d_-]+\.)+app\.example$/;
const REGEXP = /^https:\/\/pr-\d+\.app\.example$/;

const matching = (crossgate, peers) => ({
  options: () => ({
    crossgate: { origin: crossgate, credentials: true },
    cors: { origin: peers, credentials: true },
    // It takes no list with a RegExp in it.
    ...(Array.isArray(peers) ? {} : { tinyhttp: { origin: peers, credentials: true } }),
  }),
});

/** A preflight that asks for `names`, under a policy that sends back what is asked for. */
const hostileList = (name, names) =>
  preflight(name, A, {
    headers: { origin: A, ...ASKED, 'access-control-request-headers': names },
    target: HOSTILE,
    options: () => ({ crossgate: {}, cors: {} }),
  });

const PUBLIC_PREFLIGHT = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': METHODS.join(','),
  'access-control-allow-headers': ALLOWED.join(','),
  'access-control-max-age': '600',
};
const REFLECTING_PREFLIGHT = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': METHODS.join(','),
  'access-control-allow-headers': 'content-type,x-request-id',
  vary: 'Access-Control-Request-Headers',
};
const LISTED_PREFLIGHT = {
  'access-control-allow-origin': A,
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': METHODS.join(','),
  'access-control-allow-headers': ALLOWED.join(','),
  'access-control-max-age': '600',
  vary: 'Origin',
};
const REFUSED_PREFLIGHT = { vary: 'Origin' };
const ending = (headers) => (_, response) => {
  response.writeHead(204, headers);
  response.end();
};

const publicPreflight = {
  options: () => ({
    crossgate: FULL_LISTS,
    cors: FULL_LISTS,
    tinyhttp: FULL_LISTS,
    corser: { methods: METHODS, requestHeaders: ALLOWED, maxAge: 600 },
  }),
  limit: ending(PUBLIC_PREFLIGHT),
};
const ten = originsOf(10);
const preflightOfList = {
  options: () => ({
    crossgate: { origin: ten, credentials: true, ...FULL_LISTS },
    cors: { origin: ten, credentials: true, ...FULL_LISTS },
    tinyhttp: { origin: ten, credentials: true, ...FULL_LISTS },
    corser: {
      origins: ten,
      supportsCredentials: true,
      methods: METHODS,
      requestHeaders: ALLOWED,
      maxAge: 600,
    },
  }),
};

export const CASES = [
  actual('public', A, {
    options: () => ({
      crossgate: {},
      cors: {},
      tinyhttp: {},
      corser: {},
    }),
    isConstant: true,
    target: { ...ACTUAL, ...CONSTANT },
    limit(_, response, next) {
      response.setHeader('access-control-allow-origin', '*');
      next();
    },
  }),
  actual('one origin, credentials', A, {
    options: () => ({
      crossgate: { origin: A, credentials: true },
      cors: { origin: A, credentials: true },
      tinyhttp: { origin: A, credentials: true },
      corser: { origins: [A], supportsCredentials: true },
    }),
    isConstant: true,
    target: { ...ACTUAL, ...CONSTANT },
    limit(_, response, next) {
      response.setHeader('access-control-allow-origin', A);
      response.setHeader('access-control-allow-credentials', 'true');
      next();
    },
  }),
  actual('no Origin, list of 10', undefined, { ...listed(10), limit: refused, isConstant: true }),
  actual('list of 10, after X-Powered-By', A, { ...listed(10), present: EXPRESS, limit: allowed }),
  ...[1, 10, 1_000, 100_000, 1_000_000].flatMap(listCases),
  actual('pattern, hit', 'https://shop.app.example', { ...matching(PATTERN, AS_REGEXP), limit: allowed }),
  actual('pattern, miss', STRANGER, { ...matching(PATTERN, AS_REGEXP), limit: refused }),
  actual('RegExp, hit', 'https://pr-1234.app.example', { ...matching(REGEXP, REGEXP), limit: allowed }),
  actual('RegExp, miss', STRANGER, { ...matching(REGEXP, REGEXP), limit: refused }),
  actual('function', A, {
    options: () => ({
      crossgate: { origin: (origin) => origin === A, credentials: true },
      cors: { origin: (origin, done) => done(null, origin === A), credentials: true },
      corser: { origins: (origin, done) => done(null, origin === A), supportsCredentials: true },
    }),
    limit: allowed,
  }),
  actual('async function', A, {
    options: () => ({
      crossgate: { origin: async (origin) => origin === A, credentials: true },
      // It knows no promises; this is what people write instead.
      cors: {
        origin: (origin, done) => {
          (async () => origin === A)().then((answer) => done(null, answer), done);
        },
        credentials: true,
      },
    }),
    isAsync: true,
    target: { cors: 0.6 },
    limit: (request, response, next) => (async () => true)().then(() => allowed(request, response, next)),
  }),
  actual('enforce, hit', A, {
    options: () => ({
      crossgate: { origin: ten, credentials: true, enforce: true },
      cors: { origin: ten, credentials: true },
    }),
    limit: allowed,
  }),
  actual('enforce, refused with 403', STRANGER, {
    options: () => ({
      crossgate: { origin: ten, credentials: true, enforce: true },
    }),
    target: {},
    limit(_, response) {
      response.writeHead(403, { 'content-length': '0', vary: 'Origin' });
      response.end();
    },
  }),
  preflight('preflight, reflecting', A, {
    options: () => ({ crossgate: {}, cors: {} }),
    limit: ending(REFLECTING_PREFLIGHT),
  }),
  preflight('preflight, full lists', A, {
    ...publicPreflight,
    isConstant: true,
    target: { ...PREFLIGHT, ...CONSTANT },
  }),
  preflight('preflight, full lists, after X-Powered-By', A, {
    ...publicPreflight,
    present: EXPRESS,
    target: PREFLIGHT_AFTER_HEADER,
  }),
  preflight('preflight, list of 10, hit', A, { ...preflightOfList, limit: ending(LISTED_PREFLIGHT) }),
  preflight('preflight, list of 10, refused', STRANGER, {
    ...preflightOfList,
    limit: ending(REFUSED_PREFLIGHT),
  }),
  hostileList('hostile: 8 KB of commas', ','.repeat(KB8)),
  hostileList('hostile: 8 KB of one token', 'x'.repeat(KB8)),
  hostileList('hostile: 8 KB of spaces', ' '.repeat(KB8)),
  actual('hostile: origin of 8 KB', `https://${'a.'.repeat(KB8 >> 1)}app.example`, {
    ...matching([PATTERN, ...ten], [AS_REGEXP, ...ten]),
    target: HOSTILE,
    limit: refused,
  }),
];
