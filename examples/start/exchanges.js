import { request as sendRequest } from 'node:http';
import cors from 'crossgate';
import { paint } from './paint.js';

/** Sends what browsers would send, and prints what goes over the wire. */
export async function showExchanges({ api, app, stranger }, policy) {
  console.log(`\nAn Express server at ${paint('bold', api)} with\n`);
  console.log(`app.use(cors(${describe(policy.options)}));`);

  await show('A page of the app reads', api, { path: '/quotes', origin: app });
  await show('A page of a stranger tries to', api, { path: '/quotes', origin: stranger });
  await show('The app asks whether it may PUT', api, preflight(app, 'PUT', 'content-type'));
  await show('A stranger asks the same', api, preflight(stranger, 'PUT', 'content-type'));
  await show('The app asks whether it may DELETE', api, preflight(app, 'DELETE'));
  const signedIn = await show('The app signs in, and gets a cookie', api, {
    method: 'POST',
    path: '/session',
    origin: app,
  });
  const [cookie] = signedIn.headers['set-cookie'][0].split(';');
  await show('The app reads with its cookie', api, { path: '/me', origin: app, headers: { cookie } });

  showTitle('A wrong configuration does not start');
  showRefusal({ origin: '*', credentials: true, alowedHeaders: 'Content-Type' });
  console.log();
}

function describe({ origin, credentials, methods, allowedHeaders, exposedHeaders, maxAge }) {
  const shown = { origin, credentials, methods, allowedHeaders, exposedHeaders, maxAge };
  const lines = Object.entries(shown).map(([name, value]) => `  ${name}: ${literal(value)},`);
  return `{\n${lines.join('\n')}\n}`;
}

function literal(value) {
  return JSON.stringify(value).replaceAll('"', "'").replaceAll(',', ', ');
}

function preflight(origin, method, ...names) {
  const requested = names.length === 0 ? {} : { 'access-control-request-headers': names.join(',') };
  const headers = { 'access-control-request-method': method, ...requested };
  return { method: 'OPTIONS', path: '/quotes/2', origin, headers };
}

let count = 0;

function showTitle(title) {
  count += 1;
  console.log(`\n${paint('bold', `${count}. ${title}`)}`);
}

async function show(title, api, { method = 'GET', path, origin, headers = {} }) {
  showTitle(title);
  const sent = { origin, ...headers };
  const response = await send(api + path, method, sent);
  showLines('>', `${method} ${path}`, sent);
  showLines('<', `${response.statusCode} ${response.statusMessage}`, pick(response.headers));
  if (response.body !== '') console.log(`   ${paint('dim', '<')} ${response.body}`);
  const refusal = explainRefusal(method, sent, response.headers);
  if (refusal !== undefined) console.log(`   ${paint('red', '✗')} ${refusal}`);
  else if (method === 'OPTIONS') console.log(`   ${paint('green', '✓')} The browser goes on to send it.`);
  else console.log(`   ${paint('green', '✓')} The browser lets the page read it.`);
  return response;
}

/** Why the browser of a page at `origin` would keep the answer from it, if it would. */
function explainRefusal(method, sent, received) {
  if (received['access-control-allow-origin'] !== sent.origin) {
    return method === 'OPTIONS'
      ? 'The origin is not allowed: the browser does not send it.'
      : 'The origin is not allowed: the handler ran, but the browser keeps the answer from the page.';
  }
  const wanted = sent['access-control-request-method'];
  if (wanted !== undefined && !received['access-control-allow-methods'].split(',').includes(wanted)) {
    return `${wanted} is not among the methods: the browser does not send it.`;
  }
  return undefined;
}

function send(url, method, headers) {
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(url, { method, headers, agent: false }, (response) => {
      response.body = '';
      response.setEncoding('utf8').on('data', (text) => {
        response.body += text;
      });
      response.on('end', () => resolve(response)).on('error', reject);
    });
    outgoing.on('error', reject).end();
  });
}

/** The headers that matter here. */
function pick(headers) {
  const shown = ([name]) => /^(?:access-control-.*|vary|set-cookie|x-total-count)$/.test(name);
  return Object.fromEntries(Object.entries(headers).filter(shown));
}

function showLines(mark, start, headers) {
  console.log(`   ${paint('dim', mark)} ${start}`);
  for (const [name, value] of Object.entries(headers)) {
    console.log(`   ${paint('dim', mark)} ${paint('cyan', name)}: ${value}`);
  }
}

function showRefusal(options) {
  const shown = Object.entries(options).map(([name, value]) => `${name}: ${literal(value)}`);
  console.log(`   cors({ ${shown.join(', ')} });`);
  try {
    cors(options);
  } catch (error) {
    console.log(`   ${paint('red', '✗')} ${error.name}: ${error.message.replaceAll('\n', '\n   ')}`);
  }
}
