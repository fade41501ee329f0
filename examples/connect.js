// A public API on Connect: everybody may read, nobody's cookies take part.
import connect from 'connect';
import cors from 'crossgate';

const app = connect();

app.use(cors());

app.use('/time', (_request, response) => {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ now: new Date().toISOString() }));
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});
