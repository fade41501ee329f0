import { readFileSync } from 'node:fs';

const read = (name) => readFileSync(new URL(name, import.meta.url));

/** A server's handler for the page of one origin: `who` is `'app'` or `'stranger'`. */
export function createPages(who, setup) {
  const files = new Map([
    ['/', ['text/html; charset=utf-8', read('page.html')]],
    ['/page.css', ['text/css; charset=utf-8', read('page.css')]],
    ['/page.js', ['text/javascript; charset=utf-8', read('page.js')]],
    ['/setup.json', ['application/json', JSON.stringify({ who, ...setup })]],
  ]);
  return (request, response) => {
    const file = files.get(request.url);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const [type, content] = file;
    response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(content);
  };
}
