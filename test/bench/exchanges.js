import { IncomingMessage, ServerResponse } from 'node:http';

/** What a browser sends beside the headers that CORS reads. */
const BROWSERS = [
  {
    host: 'api.example',
    connection: 'keep-alive',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0',
    accept: '*/*',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'cors',
    'sec-fetch-dest': 'empty',
    referer: 'https://app.example/',
    'accept-encoding': 'gzip, deflate, br',
    'accept-language': 'en-US,en;q=0.9',
  },
  {
    host: 'api.example',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    accept: 'application/json',
    'accept-language': 'en',
    'accept-encoding': 'gzip, deflate, br, zstd',
    connection: 'keep-alive',
    'sec-fetch-dest': 'empty',
    'sec-fetch-mode': 'cors',
    'sec-fetch-site': 'cross-site',
    priority: 'u=4',
  },
  { host: 'api.example:8080', accept: 'text/html', 'user-agent': 'curl/8.10.1' },
];

/** Node's own requests, one for each browser; `headers` come after the browser's, as they do on the wire. */
export function requestsOf(method, headers) {
  return BROWSERS.map((browser) => {
    const all = {};
    for (const [name, value] of Object.entries({ ...browser, ...headers })) all[name] = flat(value);
    return requestWith(method, all);
  });
}

/** The same request once more. Frameworks leave things on a request: one that comes again grows by each response. */
export function again({ method, headers }) {
  return requestWith(method, headers);
}

function requestWith(method, headers) {
  const request = new IncomingMessage(null);
  request.method = method;
  request.url = '/things';
  request.headers = headers;
  return request;
}

/** As the parser makes strings: in one piece, and of one byte a character. What code puts together is neither. */
function flat(text) {
  return Buffer.from(text, 'latin1').toString('latin1');
}

/** A fresh response, with the headers that a framework has put on it before the middleware runs. */
export function responseTo(request, present) {
  const response = new ServerResponse(request);
  for (const name in present) response.setHeader(name, present[name]);
  return response;
}

/** Waits until a response was ended, which without a connection no event tells. */
export async function ended(response) {
  while (!response.writableEnded) await undefined;
}
