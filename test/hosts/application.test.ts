import http from 'node:http';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { cors } from '../../src/index.ts';
import { ask, preflight } from '../cases/case.ts';
import { corsHeaders } from './harness.ts';
import { close, listen, sendHttp1 } from './wire.ts';

const A = 'https://a.example';

describe('in an application', () => {
  const served = async (mount: (app: express.Express) => void, request: Parameters<typeof sendHttp1>[1]) => {
    const app = express().set('env', 'test');
    mount(app);
    const server = http.createServer(app);
    const received = await sendHttp1(await listen(server), request);
    await close(server);
    return { status: received.status, headers: corsHeaders(received.headers), body: received.body };
  };

  it('A42: before the guard, a preflight passes and the guard keeps the rest', async () => {
    const mount = (app: express.Express) => {
      app.use(cors({ origin: [A], credentials: true, methods: 'PUT', allowedHeaders: [] }));
      app.use((_request, response) => {
        response.status(401).end('who?');
      });
    };
    const granted = {
      'access-control-allow-origin': A,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    };
    expect(await served(mount, preflight(A))).toEqual({
      status: 204,
      headers: { ...granted, 'access-control-allow-methods': 'PUT' },
      body: '',
    });
    expect(await served(mount, ask(A))).toEqual({ status: 401, headers: granted, body: 'who?' });
  });

  it('A43: before a redirect, a preflight is answered, and the redirect may be read', async () => {
    const mount = (app: express.Express) => {
      app.use(cors());
      app.use((_request, response) => response.redirect(301, '/elsewhere'));
    };
    expect((await served(mount, preflight(A))).status).toBe(204);
    expect(await served(mount, ask(A))).toMatchObject({
      status: 301,
      headers: { 'access-control-allow-origin': '*' },
    });
  });

  it('A37: what a handler before it allowed by hand is replaced or removed', async () => {
    const mount = (app: express.Express) => {
      app.use((_request, response, next) => {
        response.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' });
        next();
      });
      app.use(cors({ origin: [A] }));
      app.use((_request, response) => {
        response.end();
      });
    };
    expect((await served(mount, ask(A))).headers).toEqual({
      'access-control-allow-origin': A,
      vary: 'Origin',
    });
    expect((await served(mount, ask('https://evil.example'))).headers).toEqual({ vary: 'Origin' });
  });

  it('on one route only, with its own preflight', async () => {
    const mount = (app: express.Express) => {
      app.options('/', cors({ origin: [A], methods: 'DELETE', allowedHeaders: [] }));
      app.get('/', cors({ origin: [A] }), (_request, response) => {
        response.end();
      });
    };
    const granted = { 'access-control-allow-origin': A, vary: 'Origin' };
    expect(await served(mount, preflight(A, 'DELETE'))).toMatchObject({
      status: 204,
      headers: { ...granted, 'access-control-allow-methods': 'DELETE' },
    });
    expect(await served(mount, ask(A))).toMatchObject({ status: 200, headers: granted });
  });

  it("a function that throws 'route' does not skip the guard behind it", async () => {
    const mount = (app: express.Express) => {
      const failing = cors({
        origin: () => {
          throw 'route';
        },
      });
      app.get('/', failing, (_request, response) => {
        response.status(401).end();
      });
      app.get('/', (_request, response) => {
        response.end('secret');
      });
    };
    const { status, body } = await served(mount, ask(A));
    expect(status).toBe(500);
    expect(body).not.toContain('secret');
  });
});
