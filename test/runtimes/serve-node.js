import { createServer } from 'node:http';
import cors from '../../dist/index.js';
import { policies } from './policies.js';

const middleware = new Map(Object.entries(policies).map(([path, options]) => [path, cors(options)]));

function respond({ url }, response) {
  if (url === '/redirect') response.writeHead(302, { location: 'https://elsewhere.example/' });
  response.end('handled');
}

const server = createServer((request, response) => {
  middleware.get(request.url)(request, response, () => respond(request, response));
});
server.listen(0, '127.0.0.1', () => {
  console.log(`Node ${process.version} at http://127.0.0.1:${server.address().port}`);
});
