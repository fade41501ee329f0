/** What the servers of every runtime are configured with, by path. */
export const policies = {
  '/public': {},
  '/list': {
    origin: ['https://app.example', 'https://*.app.example'],
    credentials: true,
    exposedHeaders: ['X-Total'],
    allowedHeaders: ['Content-Type'],
    maxAge: 600,
  },
  '/async': { origin: async (origin) => origin === 'https://app.example', allowedHeaders: [] },
  '/enforced': { origin: ['https://app.example'], enforce: true, allowedHeaders: [] },
  '/redirect': { origin: ['https://app.example'] },
};
