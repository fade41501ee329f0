// An API for one web app with cookies: the app itself, its preview deployments, and local development.
import cors from 'crossgate';
import express from 'express';

const app = express();

// First of all: preflights carry no cookies, so authentication in front of it would turn them away.
app.use(
  cors({
    origin: ['https://app.example', 'https://*.preview.app.example', 'http://localhost:*'],
    credentials: true,
    exposedHeaders: ['X-Total-Count'],
    maxAge: 600,
  }),
);

app.get('/quotes', (_request, response) => {
  response.set('X-Total-Count', '1').json(['Simplicity is prerequisite for reliability.']);
});

app.put('/quotes/:id', express.json(), (request, response) => {
  response.json({ id: request.params.id, ...request.body });
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}`);
});
