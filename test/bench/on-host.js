// One request to one host, with crossgate and with the host's own CORS: prints what each variant costs, as JSON.
// `node on-host.js <name> <full|quick>`
import { again, ended, requestsOf, responseTo } from './exchanges.js';
import { applicationsOf, HOSTS } from './hosts.js';
import { FULL, netOf, QUICK, timeRounds } from './measure.js';

const [name, mode] = process.argv.slice(2);
const one = HOSTS.find((candidate) => candidate.name === name);
const { kind, ...applications } = applicationsOf(one.host);

const batches = {};
for (const [variant, create] of Object.entries(applications)) {
  const handle = await create();
  batches[variant] = (size) => (kind === 'node' ? nodeBatch(handle, size) : fetchBatch(handle, size));
}
const times = await timeRounds(batches, mode === 'quick' ? QUICK : FULL);
console.log(JSON.stringify({ name, net: netOf(times) }));

function nodeBatch(handle, size) {
  const requests = requestsOf(one.method, one.headers);
  const exchanges = Array.from({ length: size }, (_, index) => {
    const request = again(requests[index % requests.length]);
    return [request, responseTo(request)];
  });
  return async () => {
    for (const [request, response] of exchanges) {
      handle(request, response);
      if (!response.writableEnded) await ended(response);
    }
  };
}

function fetchBatch(handle, size) {
  const { method } = one;
  const exchanges = requestsOf(method, one.headers).map(({ headers }) => ({ method, headers }));
  const requests = Array.from(
    { length: size },
    (_, index) => new Request('http://api.example/things', exchanges[index % exchanges.length]),
  );
  return async () => {
    for (const request of requests) await handle(request);
  };
}
