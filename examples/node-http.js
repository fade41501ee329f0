// No framework: the middleware is a function of the request, the response, and what comes next.
import { createServer } from 'node:http';
import cors from 'crossgate';

const allowApp = cors({ origin: 'https://app.example', methods: ['GET', 'PUT'] });

const server = createServer((request, response) => {
  allowApp(request, response, (error) => {
    if (error) {
      response.writeHead(500).end('Internal Server Error');
      return;
    }
    response.setHeader('Content-Type', 'text/plain');
    response.end('Hello from node:http');
  });
});

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
