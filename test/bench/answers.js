import { requestsOf } from './exchanges.js';

/**
 * Which variants answer a case otherwise than crossgate does: another origin allowed or refused, or a `Vary` that lacks
 * what the answer depends on. Their figures are no match for it.
 */
export async function differing(one, variants) {
  const ours = await answerOf(one, variants.crossgate);
  const others = Object.keys(variants).filter((name) => !['floor', 'limit'].includes(name));
  const differs = await Promise.all(
    others.map(async (name) => !agree(ours, await answerOf(one, variants[name]))),
  );
  return others.filter((_, index) => differs[index]);
}

function agree(ours, theirs) {
  const origin = ours.get('access-control-allow-origin');
  const names = ['access-control-allow-origin', 'access-control-allow-credentials'];
  return (
    // Without an origin nothing is shared, whatever else is said.
    (origin === undefined ? names.slice(0, 1) : names).every((name) => theirs.get(name) === ours.get(name)) &&
    namesOf(ours.get('vary')).every((name) => namesOf(theirs.get('vary')).includes(name))
  );
}

function namesOf(vary = '') {
  return String(vary)
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '');
}

/** The headers of the answer, with lower-case names. */
async function answerOf({ method, headers }, middleware) {
  const [request] = requestsOf(method, headers);
  const answer = new Map();
  const set = (name, value) => answer.set(name.toLowerCase(), value);
  await new Promise((over) => {
    const response = {
      headersSent: false,
      getHeader: (name) => answer.get(name.toLowerCase()),
      setHeader: set,
      removeHeader: (name) => answer.delete(name.toLowerCase()),
      writeHead(_, values = {}) {
        for (const name in values) set(name, values[name]);
      },
      end: over,
    };
    middleware(request, response, over);
  });
  return answer;
}
