// A policy in a file that is followed while the server runs: edit it, and the next request is judged by it.
//
//     CORS_POLICY=/etc/app/cors.json node examples/watch-policy.js
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cors from 'crossgate';
import { watchPolicy } from 'crossgate/live';
import express from 'express';

const file = process.env.CORS_POLICY ?? (await writeExample());

// Nobody is allowed until the first policy is in force.
const middleware = cors({ origin: false });
const watch = await watchPolicy(file, middleware, {
  onUpdate: ({ fingerprint, previous }) => console.log(`policy ${previous ?? 'none'} -> ${fingerprint}`),
  onRefusal: (error) => console.log(error.message),
});

const app = express();
app.use(middleware);
// Compare it between machines: equal fingerprints, equal policies.
app.get('/health', (_request, response) => {
  response.json({ policy: watch.fingerprint });
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}, policy in ${file}`);
});

async function writeExample() {
  const path = join(await mkdtemp(join(tmpdir(), 'cors-')), 'cors.json');
  await writeFile(path, JSON.stringify({ origin: ['https://app.example'], credentials: true }, null, 2));
  return path;
}
