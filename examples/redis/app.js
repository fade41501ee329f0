// One machine of many: customers register the origins of their sites, and every machine knows within milliseconds.
//
//     REDIS_URL=redis://127.0.0.1:6379 PORT=3000 node examples/redis/app.js
import cors from 'crossgate';
import { redisOriginStore } from 'crossgate/redis';
import express from 'express';
import { createClient } from 'redis';

const client = createClient({ url: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379' });
client.on('error', (error) => console.error(`Redis: ${error.message || error.code}`));
await client.connect();

const origins = redisOriginStore({
  client,
  // Every change is announced, and a lost announcement is noticed: answers may live long.
  ttl: { yes: 600_000, no: 60_000 },
  max: { yes: 50_000, no: 10_000 },
});
await origins.ready;

const app = express();
app.disable('x-powered-by');
app.disable('etag');

app.use('/api', cors({ ...origins.options, credentials: true }));
app.get('/api/profile', (_request, response) => {
  response.json({ name: 'Ada' });
});

// For your own back office: not for the public, so behind authentication in earnest.
app.put('/origins/:origin', async (request, response) => {
  await origins.register(request.params.origin);
  response.sendStatus(204);
});
app.delete('/origins/:origin', async (request, response) => {
  await origins.revoke(request.params.origin);
  response.sendStatus(204);
});
app.get('/figures', (_request, response) => {
  // Where node runs with --expose-gc, so that what is measured is what is held.
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  response.json({ ...origins.figures(), heapUsed, rss });
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}`);
});
