// A handler for whatever speaks Fetch. As it stands it runs on Bun, on Workers, and with `deno serve`, all of which
// take the default export; on Node it is started here.
import withCors from 'crossgate/fetch';

async function handler(request) {
  const { pathname } = new URL(request.url);
  if (pathname === '/old-quotes') return Response.redirect(new URL('/quotes', request.url), 308);
  if (pathname !== '/quotes') return new Response('There are only /quotes here.', { status: 404 });
  return Response.json(['Simplicity is prerequisite for reliability.']);
}

const fetch = withCors(handler, { origin: ['https://app.example', 'http://localhost:*'], credentials: true });

export default { fetch };

if (
  globalThis.process?.release?.name === 'node' &&
  globalThis.Bun === undefined &&
  globalThis.Deno === undefined
) {
  const { serve } = await import('@hono/node-server');
  const port = Number(process.env.PORT ?? 3000);
  serve({ fetch, hostname: '127.0.0.1', port }, (address) => console.log(`http://127.0.0.1:${address.port}`));
}
