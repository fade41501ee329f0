import { withCors } from '../../dist/fetch.js';
import { policies } from './policies.js';

/** One handler for every runtime that speaks Fetch. */
function respond(request) {
  if (request.url.endsWith('/redirect')) return Response.redirect('https://elsewhere.example/', 302);
  return new Response('handled');
}

const handlers = new Map(
  Object.entries(policies).map(([path, options]) => [path, withCors(respond, options)]),
);

export default function fetch(request, ...rest) {
  return handlers.get(new URL(request.url).pathname)(request, ...rest);
}
