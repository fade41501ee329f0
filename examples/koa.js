// An API on Koa. Pages of the app may read errors too: the headers travel with what is thrown.
import cors from 'crossgate/koa';
import Koa from 'koa';

const app = new Koa();

app.use(cors({ origin: ['https://app.example'], credentials: true }));

app.use((ctx) => {
  if (ctx.path !== '/quotes') ctx.throw(404, 'There are only /quotes here.');
  ctx.body = ['Simplicity is prerequisite for reliability.'];
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
