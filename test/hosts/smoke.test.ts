import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import cors from '../../src/index.ts';

it('serves an allowed and a refused origin', async () => {
  const app = express();
  app.use(cors({ origin: ['https://app.example'], credentials: true }));
  app.get('/', (_, res) => {
    res.send('ok');
  });
  const ok = await request(app).get('/').set('Origin', 'https://app.example');
  expect(ok.headers).toMatchObject({ 'access-control-allow-origin': 'https://app.example', vary: 'Origin' });
  const pre = await request(app)
    .options('/')
    .set('Origin', 'https://app.example')
    .set('Access-Control-Request-Method', 'PUT')
    .set('Access-Control-Request-Headers', 'x-a, x-b');
  expect(pre.status).toBe(204);
  expect(pre.headers['access-control-allow-headers']).toBe('x-a,x-b');
  const no = await request(app).get('/').set('Origin', 'https://evil.example');
  expect(no.headers['access-control-allow-origin']).toBeUndefined();
});
