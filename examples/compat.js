// An application that was written for the package cors, with the recipes of that package's README. Only this import
// was changed; it was: import cors from 'cors';
import cors from 'crossgate/compat';
import express from 'express';

const app = express();

// A single route, open to everyone.
app.get('/products/:id', cors(), (_request, response) => {
  response.json({ msg: 'Hello' });
});

// One origin, and a status for browsers that choke on 204.
const corsOptions = { origin: 'http://example.com', optionsSuccessStatus: 200 };
app.get('/orders', cors(corsOptions), (_request, response) => {
  response.json({ msg: 'Hello, example.com' });
});

// Origins from a database.
const db = {
  loadOrigins(callback) {
    setImmediate(callback, null, ['http://example.com', /\.example2\.com$/]);
  },
};
const fromDatabase = {
  origin(_origin, callback) {
    db.loadOrigins((error, origins) => callback(error, origins));
  },
};
app.get('/news', cors(fromDatabase), (_request, response) => {
  response.json({ msg: 'Hello, subscribers' });
});

// A preflight for DELETE.
app.options('/products/:id', cors());
app.delete('/products/:id', cors(), (_request, response) => {
  response.json({ msg: 'Deleted' });
});

// Options that depend on the request.
const dynamicCorsOptions = (request, callback) => {
  const isPrivate = request.path.startsWith('/auth/connect/');
  callback(null, isPrivate ? { origin: 'http://mydomain.com', credentials: true } : { origin: '*' });
};
app.use(cors(dynamicCorsOptions));
app.get('/auth/connect/twitter', (_request, response) => {
  response.send('Hello');
});
app.get('/public', (_request, response) => {
  response.send('Hello');
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}`);
});
