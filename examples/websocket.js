// Browsers let any page open a WebSocket to anywhere, cookies included, and CORS has no say in it. So the server has
// to look at the Origin of the upgrade itself: with the list that its API uses.
import { createServer } from 'node:http';
import cors, { createPolicy } from 'crossgate';
import { WebSocketServer } from 'ws';

const policy = createPolicy({ origin: ['https://app.example', 'http://localhost:*'], credentials: true });
const corsMiddleware = cors(policy);
const webSockets = new WebSocketServer({ noServer: true });

const server = createServer((request, response) => {
  corsMiddleware(request, response, () => response.end('Hello'));
});

server.on('upgrade', async (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  if (await isAllowed(request)) {
    webSockets.handleUpgrade(request, socket, head, (webSocket) => webSocket.send('welcome'));
  } else {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  }
});

/**
 * Awaits, because an origin function may be asynchronous, and a promise would look like a yes.
 * This keeps other pages out; who is calling is another question, since what is no browser sends any Origin it likes.
 */
async function isAllowed(request) {
  try {
    return await policy.allowsOrigin(request.headers.origin, request);
  } catch {
    return false;
  }
}

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
