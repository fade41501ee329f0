// `npm start`: an Express API behind crossgate, real exchanges with it in the terminal, and a page that calls it from
// two origins. It listens on PORT (3000 where that is not set) for the API, and on the two ports after it for the
// origins.
import { createServer } from 'node:http';
import { createApi, policyFor } from './start/api.js';
import { showExchanges } from './start/exchanges.js';
import { createPages } from './start/pages.js';

const servers = [];
const setup = {};

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);

try {
  const port = Number(process.env.PORT ?? 3000);
  // The API has to know the origins that it allows, and the pages the API that they call: so ports come first.
  const [api, app, stranger] = [createServer(), createServer(), createServer()];
  setup.api = await listen(api, port);
  setup.app = await listen(app, port && port + 1);
  setup.stranger = await listen(stranger, port && port + 2);
  const policy = policyFor(setup.app);
  api.on('request', createApi(policy));
  app.on('request', createPages('app', setup));
  stranger.on('request', createPages('stranger', setup));
  await showExchanges(setup, policy);
  console.log(`Open ${setup.app} in a browser to see the same from inside. Ctrl+C ends it.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
  stop();
}

/** Resolves with the origin. Where nobody asked for a certain port, any free one will do. */
async function listen(server, port) {
  servers.push(server);
  try {
    await listenOn(server, port);
  } catch (error) {
    if (error.code !== 'EADDRINUSE' || process.env.PORT !== undefined) throw error;
    await listenOn(server, 0);
  }
  return `http://127.0.0.1:${server.address().port}`;
}

function listenOn(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stop() {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
}
