import { expect, it } from 'vitest';
import { APP, ask, DEFAULT_METHODS, EVIL, preflight } from '../cases/case.ts';
import { send } from '../examples/exchange.ts';
import { withServer } from '../examples/process.ts';

const CREDENTIALS = { 'access-control-allow-credentials': 'true', vary: 'Origin' };
const READABLE = { 'access-control-allow-origin': APP, ...CREDENTIALS };
const QUOTES = '["Simplicity is prerequisite for reliability."]';

it('koa.js lets the app read, errors included', async () => {
  await withServer('koa.js', async (url) => {
    expect(await send(`${url}/quotes`, ask(APP))).toEqual({ status: 200, headers: READABLE, body: QUOTES });
    expect(await send(`${url}/none`, ask(APP))).toEqual({
      status: 404,
      headers: READABLE,
      body: 'There are only /quotes here.',
    });
    expect((await send(`${url}/quotes`, ask(EVIL))).headers).toEqual({ vary: 'Origin' });
  });
});

it('fastify.js answers the preflights of each route by its own policy', async () => {
  await withServer('fastify.js', async (url) => {
    expect(await send(`${url}/quotes/1`, preflight(APP))).toEqual({
      status: 204,
      headers: {
        ...READABLE,
        'access-control-allow-methods': DEFAULT_METHODS,
        vary: 'Origin, Access-Control-Request-Headers',
      },
      body: '',
    });
    expect(await send(`${url}/votes/1`, preflight(EVIL))).toEqual({
      status: 204,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-methods': DEFAULT_METHODS },
      body: '',
    });
    expect(await send(`${url}/votes/1`, ask(EVIL, 'PUT'))).toEqual({
      status: 200,
      headers: { 'access-control-allow-origin': '*' },
      body: '{"counted":true}',
    });
  });
});

it('hono.js asks a binding', async () => {
  const preview = 'https://pr-7.app.example';
  await withServer('hono.js', async (url) => {
    expect(await send(`${url}/quotes`, ask(preview))).toEqual({
      status: 200,
      headers: { 'access-control-allow-origin': preview, vary: 'Origin' },
      body: QUOTES,
    });
    expect((await send(`${url}/quotes`, ask(APP))).headers).toEqual({ vary: 'Origin' });
    expect((await send(`${url}/quotes`, preflight(preview, 'PUT', 'x-a'))).headers).toEqual({
      'access-control-allow-origin': preview,
      'access-control-allow-methods': DEFAULT_METHODS,
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '600',
      vary: 'Origin, Access-Control-Request-Headers',
    });
  });
});

it('fetch.js writes into every response', async () => {
  await withServer('fetch.js', async (url) => {
    expect(await send(`${url}/quotes`, ask(APP))).toEqual({ status: 200, headers: READABLE, body: QUOTES });
    expect(await send(`${url}/old-quotes`, ask(APP))).toEqual({ status: 308, headers: READABLE, body: '' });
    expect(await send(`${url}/none`, ask(APP))).toMatchObject({ status: 404, headers: READABLE });
    expect((await send(`${url}/quotes`, ask(EVIL))).headers).toEqual({ vary: 'Origin' });
  });
});
