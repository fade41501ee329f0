import fetch from './fetch-app.js';

const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch });
console.log(`Bun ${Bun.version} at ${server.url.origin}`);
