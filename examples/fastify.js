// An API on Fastify for one web app, with one route that is for everybody.
import cors from 'crossgate/fastify';
import Fastify from 'fastify';

const app = Fastify();

// Awaited, so that it sees the routes below, and with them the one that brings a policy of its own.
await app.register(cors, { origin: ['https://app.example'], credentials: true });

app.put('/quotes/:id', async (request) => ({ id: request.params.id, ...request.body }));

// For its preflights, too.
app.put('/votes/:id', { config: { cors: { origin: '*', allowedHeaders: [] } } }, async () => ({
  counted: true,
}));

console.log(await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 3000) }));
