// At the first request:
//
//     TypeError: cors was mounted without being called. Write app.use(cors()), with parentheses.

import cors from 'crossgate';
import express from 'express';

const app = express();

app.use(cors);

app.get('/', (_request, response) => {
  response.send('never reached by a page');
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}`);
});
