// At the first request from another origin:
//
//     TypeError: The origin function failed with "callback is not a function". There is no callback: return the answer,
//     or a promise of it.

import cors from 'crossgate';
import express from 'express';

const app = express();

app.use(cors({ origin: (origin, callback) => callback(null, origin === 'https://app.example') }));

app.get('/', (_request, response) => {
  response.send('never reached by a page');
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}`);
});
