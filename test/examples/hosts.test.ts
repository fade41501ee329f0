import { expect, it } from 'vitest';
import { APP, ask, DEFAULT_METHODS, EVIL, preflight } from '../cases/case.ts';
import { send } from './exchange.ts';
import { withServer } from './process.ts';

it('express.js serves the app, its previews and local development, with cookies', async () => {
  await withServer('express.js', async (url) => {
    for (const origin of [APP, 'https://pr-7.preview.app.example', 'http://localhost:5173']) {
      expect(await send(`${url}/quotes`, ask(origin))).toEqual({
        status: 200,
        headers: {
          'access-control-allow-origin': origin,
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': 'X-Total-Count',
          vary: 'Origin',
        },
        body: '["Simplicity is prerequisite for reliability."]',
      });
    }
    expect(await send(`${url}/quotes/1`, preflight(APP, 'PUT', 'content-type'))).toEqual({
      status: 204,
      headers: {
        'access-control-allow-origin': APP,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': DEFAULT_METHODS,
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '600',
        vary: 'Origin, Access-Control-Request-Headers',
      },
      body: '',
    });
    const refused = await send(`${url}/quotes`, ask(EVIL));
    expect(refused).toMatchObject({ status: 200, headers: { vary: 'Origin' } });
    expect(Object.keys(refused.headers)).toEqual(['vary']);
  });
});

it('connect.js lets everyone read, and nobody send cookies', async () => {
  await withServer('connect.js', async (url) => {
    const answer = await send(`${url}/time`, ask(EVIL));
    expect(answer.headers).toEqual({ 'access-control-allow-origin': '*' });
    expect(JSON.parse(answer.body)).toEqual({ now: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(await send(`${url}/time`, preflight(EVIL, 'DELETE'))).toEqual({
      status: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': DEFAULT_METHODS,
        vary: 'Access-Control-Request-Headers',
      },
      body: '',
    });
  });
});

it('node-http.js sends the same header to everyone, for one origin', async () => {
  await withServer('node-http.js', async (url) => {
    for (const origin of [undefined, APP, EVIL]) {
      expect(await send(url, ask(origin))).toEqual({
        status: 200,
        headers: { 'access-control-allow-origin': APP },
        body: 'Hello from node:http',
      });
    }
    expect(await send(url, preflight(APP, 'PUT'))).toEqual({
      status: 204,
      headers: {
        'access-control-allow-origin': APP,
        'access-control-allow-methods': 'GET,PUT',
        vary: 'Access-Control-Request-Headers',
      },
      body: '',
    });
  });
});

it('per-route.js gives each route a policy of its own', async () => {
  const partner = 'https://partner.example';
  await withServer('per-route.js', async (url) => {
    expect((await send(`${url}/quotes`, ask(EVIL))).headers).toEqual({
      'access-control-allow-origin': '*',
    });
    expect((await send(`${url}/account`, preflight(APP, 'PUT', 'content-type'))).headers).toEqual({
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': DEFAULT_METHODS,
      'access-control-allow-headers': 'content-type',
      vary: 'Access-Control-Request-Headers',
    });
    expect(await send(`${url}/account`, ask(APP, 'PUT'))).toEqual({
      status: 200,
      headers: { 'access-control-allow-origin': APP, 'access-control-allow-credentials': 'true' },
      body: '{"saved":true}',
    });
    expect((await send(`${url}/feeds/public`, ask(EVIL))).headers).toEqual({
      'access-control-allow-origin': '*',
      vary: 'Origin',
    });
    expect(await send(`${url}/feeds/partner`, ask(partner))).toEqual({
      status: 200,
      headers: { 'access-control-allow-origin': partner, vary: 'Origin' },
      body: '{"feed":"partner"}',
    });
    expect((await send(`${url}/internal`, ask(APP))).headers).toEqual({});
  });
});

it('async-origin.js asks its database', async () => {
  const customer = 'https://shop.example';
  await withServer('async-origin.js', async (url) => {
    expect(await send(`${url}/profile`, ask(customer))).toEqual({
      status: 200,
      headers: {
        'access-control-allow-origin': customer,
        'access-control-allow-credentials': 'true',
        vary: 'Origin',
      },
      body: '{"name":"Ada"}',
    });
    expect((await send(`${url}/profile`, ask(EVIL))).headers).toEqual({ vary: 'Origin' });
    expect(await send(`${url}/profile`, preflight(customer, 'PUT'))).toEqual({
      status: 204,
      headers: {
        'access-control-allow-origin': customer,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': DEFAULT_METHODS,
        vary: 'Origin, Access-Control-Request-Headers',
      },
      body: '',
    });
  });
});

it('websocket.js opens sockets for the pages that its API serves, and for no other', async () => {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  await withServer('websocket.js', async (url) => {
    for (const origin of [APP, 'http://localhost:5173']) {
      expect((await send(url, ask(origin, 'GET', upgrade))).status).toBe(101);
    }
    for (const origin of [undefined, EVIL, 'null', `${APP}.evil.example`]) {
      expect(await send(url, ask(origin, 'GET', upgrade))).toEqual({
        status: 403,
        headers: {},
        body: '',
      });
    }
    expect(await send(url, ask(APP))).toMatchObject({
      headers: { 'access-control-allow-origin': APP, vary: 'Origin' },
      body: 'Hello',
    });
  });
});
