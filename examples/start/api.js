import cors, { createPolicy } from 'crossgate';
import express from 'express';

/** What the API lets pages of `origin` do, with cookies. */
export function policyFor(origin) {
  return createPolicy({
    origin: [origin],
    credentials: true,
    methods: ['GET', 'PUT'],
    allowedHeaders: ['Content-Type'],
    exposedHeaders: ['X-Total-Count'],
    maxAge: 600,
  });
}

/** A small API with quotes to read and to write, and a session in a cookie. */
export function createApi(policy) {
  const api = express();
  const quotes = new Map([['1', 'Simplicity is prerequisite for reliability.']]);

  api.use(cors(policy), express.json());

  api.get('/quotes', (_request, response) => {
    response.set('X-Total-Count', String(quotes.size)).json([...quotes.values()]);
  });
  api.put('/quotes/:id', (request, response) => {
    quotes.set(request.params.id, String(request.body.text));
    response.json({ id: request.params.id, text: quotes.get(request.params.id) });
  });
  api.post('/session', (_request, response) => {
    response.cookie('user', 'ada', { httpOnly: true, sameSite: 'lax' }).json({ signedIn: true });
  });
  api.get('/me', (request, response) => {
    const isAda = /(?:^|; )user=ada(?:;|$)/.test(request.headers.cookie ?? '');
    response.status(isAda ? 200 : 401).json({ user: isAda ? 'ada' : null });
  });
  return api;
}
