import fetch from './fetch-app.js';

const onListen = ({ port }) => console.log(`Deno ${Deno.version.deno} at http://127.0.0.1:${port}`);
Deno.serve({ hostname: '127.0.0.1', port: 0, onListen }, fetch);
