// `npm run bench`: builds, measures everything, prints it, and writes .github/bench-node<version>.json and
// .github/bench.svg.
//   --quick            a rough answer in a few minutes; writes nothing
//   --only <text>      the cases whose name contains it, and nothing else
//   --against <file>   one more column: another build of crossgate (its dist/index.js)
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CASES } from './cases.js';
import { inChild } from './child.js';
import { countInstructions } from './counted.js';
import { endToEnd } from './end-to-end.js';
import { HOSTS } from './hosts.js';
import { machine } from './machine.js';
import { picture } from './picture.js';
import { startUp } from './start-up.js';
import { caseTable, countTable, listOf, loadTable, missed, startUpTable } from './tables.js';
import { withoutDebug } from './without-debug.js';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    against: { type: 'string' },
  },
});
const mode = options.quick ? 'quick' : 'full';
const only = ({ name }) => options.only === undefined || name.includes(options.only);
const builds = { crossgate: 'dist/index.js', 'no debug code': await withoutDebug() };
if (options.against !== undefined) builds.against = options.against;

const hits = CASES.filter(({ list }) => list?.hit).map(({ name, list }) => [name, list.length]);
const listLengths = { hits: Object.fromEntries(hits) };

const result = { ...machine(), mode };
console.log(`${result.date}, ${result.machine}, Node ${result.node}, ${mode}\n`);

const columns = Object.entries(builds).map(([column, file]) => `${column}=${file}`);
result.cases = await each(CASES.filter(only), ({ name }) =>
  inChild('in-process.js', [name, mode, ...columns]),
);
print('One process, nanoseconds per request beyond next()', caseTable(result.cases));
result.hosts = await each(HOSTS.filter(only), ({ name }) => inChild('on-host.js', [name, mode]));
print(
  'On their own hosts, nanoseconds per request beyond the same host without CORS',
  caseTable(result.hosts),
);
if (options.only === undefined) {
  result.startUp = await startUp();
  print('Start-up and memory', startUpTable(result.startUp));
  result.endToEnd = await endToEnd(mode);
  print('Over loopback, requests per second', loadTable(result.endToEnd));
}
if (mode === 'full' && options.only === undefined) {
  result.instructions = await countInstructions();
  print(
    'Instructions per request, the response included',
    result.instructions === undefined
      ? 'Not counted: there is no valgrind here.'
      : countTable(result.instructions),
  );
}
print('Targets that were missed', listOf(missed([...result.cases, ...result.hosts])));

if (mode === 'full' && options.only === undefined) {
  const [major] = result.node.split('.');
  await writeFile(`.github/bench-node${major}.json`, `${JSON.stringify(result, undefined, 2)}\n`);
  await writeFile('.github/bench.svg', picture({ ...result, listLengths }));
}

/** One after the other: what runs beside it would be measured with it. */
async function each(list, measure) {
  const results = [];
  for (const one of list) {
    results.push(await measure(one));
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  return results;
}

function print(title, text) {
  console.log(`\n## ${title}\n\n${text}`);
}
