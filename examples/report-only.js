// Before moving from the package `cors` to this one: what would change for whom? Requests are answered as before.
import legacyCors from 'cors';
import cors from 'crossgate';
import { reportOnly } from 'crossgate/live';
import express from 'express';

const today = legacyCors({ origin: [/example\.com$/], credentials: true });
const tomorrow = cors({ origin: ['https://example.com', 'https://*.example.com'], credentials: true });

const app = express();
app.use(
  reportOnly(today, tomorrow, {
    sampleRate: 1,
    maxPerMinute: 60,
    onDifference: ({ kind, exchange, origin, changes }) => {
      console.log(`${kind}: ${exchange} from ${origin} (${changes.map(({ name }) => name).join(', ')})`);
    },
  }),
);

app.get('/profile', (_request, response) => {
  response.json({ name: 'Ada' });
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}`);
});
