// A policy for each part of an API, and one that is chosen by looking at the request.
import cors, { createPolicy } from 'crossgate';
import express from 'express';

const app = express();

const everyone = createPolicy();
const theApp = createPolicy({ origin: 'https://app.example', credentials: true });
const thePartner = createPolicy({ origin: 'https://partner.example', methods: ['GET'] });

// all() and use() see the preflights of a route, which are OPTIONS requests; get() and put() do not.
app.all('/quotes', cors(everyone));
app.use('/account', cors(theApp));
app.use(
  '/feeds',
  cors((request) => (request.url === '/partner' ? thePartner : everyone)),
);

app.get('/quotes', (_request, response) => {
  response.json(['Make it work, make it right, make it fast.']);
});
app.put('/account', (_request, response) => {
  response.json({ saved: true });
});
app.get('/feeds/:name', (request, response) => {
  response.json({ feed: request.params.name });
});
// No policy, no CORS header: pages of other origins cannot read this one.
app.get('/internal', (_request, response) => {
  response.json({ stock: 12 });
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}`);
});
