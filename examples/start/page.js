const setup = await (await fetch('/setup.json')).json();
const isApp = setup.who === 'app';

const CALLS = [
  {
    title: 'A simple request',
    source: "fetch('/quotes')",
    run: async () => (await call('/quotes')).text(),
  },
  {
    title: 'A response header that the API exposes',
    source: "response.headers.get('X-Total-Count')",
    run: async () => `X-Total-Count: ${(await call('/quotes')).headers.get('X-Total-Count')}`,
  },
  {
    title: 'JSON with PUT: a preflight goes ahead',
    source: "fetch('/quotes/2', { method: 'PUT', body: … })",
    run: async () => {
      const headers = { 'Content-Type': 'application/json' };
      const body = JSON.stringify({ text: 'Make it work, make it right.' });
      return (await call('/quotes/2', { method: 'PUT', headers, body })).text();
    },
  },
  {
    title: 'Sign in, then read with the cookie',
    source: "fetch('/me', { credentials: 'include' })",
    run: async () => {
      await call('/session', { method: 'POST' });
      return (await call('/me')).text();
    },
  },
  {
    title: 'A method that the API does not list',
    source: "fetch('/quotes/2', { method: 'DELETE' })",
    run: async () => (await call('/quotes/2', { method: 'DELETE' })).text(),
  },
  {
    title: 'A request header that the API does not list',
    source: "fetch('/quotes', { headers: { 'X-Debug': '1' } })",
    run: async () => (await call('/quotes', { headers: { 'X-Debug': '1' } })).text(),
  },
];

function call(path, init) {
  return fetch(setup.api + path, { credentials: 'include', ...init });
}

document.body.classList.add(setup.who);
document.querySelector('#api').textContent = setup.api;
document.querySelector('h2').textContent = isApp ? 'The app, on the list' : 'A stranger, not on the list';
document.querySelector('.origin code').textContent = location.origin;
if (isApp) document.querySelector('iframe').src = setup.stranger;
else document.querySelector('iframe').remove();

// One after the other, so that the network panel of the developer tools reads like this list.
for (const { title, source, run } of CALLS) {
  const item = document.querySelector('template').content.cloneNode(true).firstElementChild;
  item.querySelector('h3').textContent = title;
  item.querySelector('pre').textContent = source;
  document.querySelector('ol').append(item);
  const result = item.querySelector('.result');
  try {
    result.textContent = await run();
    item.classList.add('allowed');
  } catch {
    // All that a script is told is "Failed to fetch": the reason is for the developer only.
    result.textContent = 'Blocked by the browser';
    item.classList.add('blocked');
  }
}
document.body.classList.add('done');
