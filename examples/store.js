// Tenants register the origins of their own sites in a database, which is asked once in a while instead of each time.
import cors from 'crossgate';
import { originStore } from 'crossgate/store';
import express from 'express';

const database = new Map([
  ['acme', new Set(['https://acme.example'])],
  ['globex', new Set(['https://globex.example'])],
]);

const origins = originStore({
  key: (request) => request.headers['x-tenant'],
  // What `key` reads goes into Vary, or a cache would hand one tenant the answer for another.
  vary: ['X-Tenant'],
  lookup: async (origin, request) => {
    console.log(`asked for ${origin} of ${request.headers['x-tenant']}`);
    return database.get(request.headers['x-tenant'])?.has(origin) ?? false;
  },
  ttl: { yes: 60_000, no: 10_000 },
});

const app = express();
app.use(cors({ ...origins.options, credentials: true }));

app.get('/profile', (_request, response) => {
  response.json({ name: 'Ada' });
});

// Whoever changes the database tells the store. With several machines, see redis/app.js.
app.delete('/tenants/:tenant/origins/:origin', (request, response) => {
  const { tenant, origin } = request.params;
  database.get(tenant)?.delete(origin);
  origins.invalidate({ origin, key: tenant });
  response.sendStatus(204);
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}`);
});
