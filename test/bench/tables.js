import { CASES } from './cases.js';

const TARGETS = new Map(CASES.map(({ name, target }) => [name, target ?? {}]));

/** crossgate against each other column: medians with quartiles, and what the targets are about as ratios. */
export function caseTable(results) {
  const columns = [...new Set(results.flatMap(({ net }) => Object.keys(net)))];
  const head = ['case', ...columns, 'to cors', 'to the limit'];
  const rows = results.map((result) => [
    result.name,
    ...columns.map((column) => timeOf(result.net[column], result.differing?.includes(column))),
    ratioText(result, 'cors'),
    ratioText(result, 'limit'),
  ]);
  return `${table(head, rows)}\n\nMedian (quartiles). † answers otherwise than crossgate, so it is no match for it.`;
}

function timeOf(value, differs) {
  if (value === undefined) return '';
  const [median, low, high] = [value.median, value.low, value.high].map((one) => short(one));
  return `${median} (${low}-${high})${differs ? ' †' : ''}`;
}

function short(nanoseconds) {
  return nanoseconds >= 10_000 ? `${Math.round(nanoseconds / 1000)}k` : String(Math.round(nanoseconds));
}

export function ratio({ net }, column) {
  return net[column] === undefined ? undefined : net.crossgate.median / net[column].median;
}

function ratioText(result, column) {
  const value = ratio(result, column);
  if (value === undefined) return '';
  const wanted = TARGETS.get(result.name)?.[column];
  const text = value < 0.095 ? value.toPrecision(1) : value.toFixed(2);
  return wanted === undefined ? text : `${text} (${value <= wanted ? 'within' : 'beyond'} ${wanted})`;
}

/** What was wanted and not reached, in words, one line each. */
export function missed(results) {
  return [...results.flatMap(missedRatios), ...results.flatMap(fasterPeers), ...missedGrowth(results)];
}

function missedRatios(result) {
  return Object.entries(TARGETS.get(result.name) ?? {}).flatMap(([column, wanted]) => {
    const value = ratio(result, column);
    if (value === undefined || value <= wanted) return [];
    const extra = result.net.crossgate.median - wanted * result.net[column].median;
    return [
      `${result.name}: ${value.toFixed(2)} x ${column}, wanted ${wanted} (${Math.round(extra)} ns too many)`,
    ];
  });
}

/** Builds of crossgate itself, and what is no CORS middleware. */
const NO_PEERS = ['crossgate', 'no debug code', 'against', 'limit'];

function fasterPeers({ name, net, differing = [] }) {
  return Object.entries(net)
    .filter(([column]) => !NO_PEERS.includes(column) && !differing.includes(column))
    .filter(([, { median }]) => median <= net.crossgate.median)
    .map(([column, { median }]) => `${name}: ${column} is faster (${Math.round(median)} ns)`);
}

const MOST_GROWTH = 4;

/** Long lists against a list of one. */
function missedGrowth(results) {
  const costOf = (length, outcome) =>
    results.find(({ name }) => name === `list of ${length.toLocaleString('en')}, ${outcome}`)?.net.crossgate
      .median;
  return ['hit', 'miss'].flatMap((outcome) => {
    const growth = costOf(1_000_000, outcome) / costOf(1, outcome);
    return growth > MOST_GROWTH
      ? [`1,000,000 origins, ${outcome}: ${growth.toFixed(1)} x one origin, wanted ${MOST_GROWTH}`]
      : [];
  });
}

export function listOf(lines) {
  return lines.length === 0 ? 'none' : lines.map((line) => `- ${line}`).join('\n');
}

export function startUpTable(facts) {
  return table(
    ['what', 'value'],
    Object.entries(facts).map(([what, value]) => [what, String(value)]),
  );
}

export function loadTable(results) {
  const rows = results.map(({ host, variant, rate, added }) => [
    host,
    variant,
    `${Math.round(rate.median)} (${Math.round(rate.low)}-${Math.round(rate.high)})`,
    added,
  ]);
  return table(['host', 'variant', 'requests per second', 'added per request'], rows);
}

export function countTable(results) {
  const columns = [...new Set(results.flatMap(({ instructions }) => Object.keys(instructions)))];
  const rows = results.map(({ name, instructions }) => [
    name,
    ...columns.map((column) => (column in instructions ? String(Math.round(instructions[column])) : '')),
  ]);
  return table(['case', ...columns], rows);
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
