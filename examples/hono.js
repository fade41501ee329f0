// An API on Hono for previews of a web app: which ones there are is asked of a binding on Hono's context.
import { serve } from '@hono/node-server';
import cors from 'crossgate/hono';
import { Hono } from 'hono';

const app = new Hono();

app.use('*', cors({ origin: async (origin, c) => (await c.env.previews()).includes(origin), maxAge: 600 }));

app.get('/quotes', (c) => c.json(['Simplicity is prerequisite for reliability.']));

// On Workers the runtime hands over the bindings; on Node, this does.
const bindings = { previews: async () => ['https://pr-7.app.example'] };

serve(
  {
    fetch: (request) => app.fetch(request, bindings),
    hostname: '127.0.0.1',
    port: Number(process.env.PORT ?? 3000),
  },
  ({ port }) => console.log(`http://127.0.0.1:${port}`),
);
