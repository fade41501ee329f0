import type { IncomingMessage, ServerResponse } from 'node:http';
import connect from 'connect';
import type cors from 'cors';
import express from 'express';
import { Server } from 'socket.io';
import compat, {
  type CorsOptions,
  type CorsOptionsDelegate,
  type CorsRequest,
  type CustomOrigin,
  cors as named,
  type StaticOrigin,
} from '../../../src/compat/index.ts';
import type * as nest from './nest.ts';

/** Compiles where each type can stand for the other. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;
type Into<From, To> = [From] extends [To] ? true : never;

export const withTypesOfCors: readonly true[] = [
  true satisfies Same<CorsRequest, cors.CorsRequest>,
  true satisfies Same<CorsOptions, cors.CorsOptions>,
  true satisfies Same<CorsOptionsDelegate, cors.CorsOptionsDelegate>,
  true satisfies Same<CorsOptionsDelegate<IncomingMessage>, cors.CorsOptionsDelegate<IncomingMessage>>,
  true satisfies Same<StaticOrigin | CustomOrigin | undefined, cors.CorsOptions['origin']>,
  true satisfies Same<ReturnType<typeof compat>, ReturnType<typeof cors>>,
  true satisfies Same<typeof compat, typeof cors>,
];

// Back it does not go, from `@types/cors` no more than from here: NestJS allows no booleans in an array.
export const withTypesOfNest: readonly true[] = [
  true satisfies Into<nest.CorsOptions, CorsOptions>,
  true satisfies Into<nest.StaticOrigin, StaticOrigin>,
  true satisfies Into<nest.CustomOrigin, CustomOrigin>,
];

/** What a NestJS application has in its hands is accepted as it is. */
export function enableCors(
  options: nest.CorsOptions,
  delegate: nest.CorsOptionsDelegate<express.Request>,
): void {
  express().use(compat(options)).use(compat(delegate));
}

export function hosts(req: IncomingMessage, res: ServerResponse): void {
  express()
    .use(compat())
    .get('/', named({ origin: true }, { quiet: true }), () => {});
  express().use(compat<express.Request>((request, callback) => callback(null, { origin: request.secure })));
  connect().use(compat({ origin: [/a/, 'b', true] }));
  new Server().engine.use(compat({ origin: async (origin, _callback) => origin === 'http://a.com' }));
  compat()(req, res, (error?: Error) => error?.message);
  compat()({ headers: {} }, { setHeader: () => {}, end: () => {} }, () => {});
}

export function mistakes(): void {
  // @ts-expect-error a number is no origin
  compat({ origin: 1 });
  // @ts-expect-error seconds are a number
  compat({ maxAge: '10m' });
  // @ts-expect-error there is no such option
  compat({ orgin: true });
  // @ts-expect-error a Set of origins is for the strict entry
  compat({ origin: new Set(['http://a.com']) });
}
