// A server for the load generator: `node serve.js <host> <variant>`. Prints its port.
import { listen } from './listen.js';

const { port } = await listen(...process.argv.slice(2));
console.log(port);
