/** What is asked of the servers, and everything about CORS that has to come back: [request, status, headers]. */
const APP = 'https://app.example';
const EVIL = 'https://evil.example';
const METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE,QUERY';

const ask = (path, origin, more = {}) => ({
  method: 'GET',
  path,
  headers: { ...(origin && { origin }), ...more },
});
const preflight = (path, origin, names) => ({
  method: 'OPTIONS',
  path,
  headers: {
    origin,
    'access-control-request-method': 'PUT',
    ...(names && { 'access-control-request-headers': names }),
  },
});
const listed = (origin) => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'X-Total',
  vary: 'Origin',
});

export const exchanges = [
  [ask('/public'), 200, { 'access-control-allow-origin': '*' }],
  [
    preflight('/public', EVIL, 'x-a, x-b'),
    204,
    {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': 'x-a,x-b',
      vary: 'Access-Control-Request-Headers',
    },
  ],
  [ask('/list', APP), 200, listed(APP)],
  [ask('/list', 'https://a.b.app.example'), 200, listed('https://a.b.app.example')],
  [ask('/list', EVIL), 200, { vary: 'Origin' }],
  [ask('/list', 'null'), 200, { vary: 'Origin' }],
  [ask('/list'), 200, { vary: 'Origin' }],
  [
    preflight('/list', APP),
    204,
    {
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': 'Content-Type',
      'access-control-max-age': '600',
      vary: 'Origin',
    },
  ],
  [preflight('/list', EVIL), 204, { vary: 'Origin' }],
  [ask('/async', APP), 200, { 'access-control-allow-origin': APP, vary: 'Origin' }],
  [ask('/async', EVIL), 200, { vary: 'Origin' }],
  [ask('/enforced', APP), 200, { 'access-control-allow-origin': APP, vary: 'Origin' }],
  [ask('/enforced', EVIL), 403, { vary: 'Origin' }],
  [ask('/enforced', 'https://api.example', { host: 'api.example' }), 200, { vary: 'Origin' }],
  [ask('/redirect', APP), 302, { 'access-control-allow-origin': APP, vary: 'Origin' }],
];
