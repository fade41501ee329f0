const WIDTH = 720;
const HEIGHT = 400;
const LEFT = 80;
const RIGHT = 150;
const TOP = 50;
const BOTTOM = 50;
const LINE_HEIGHT = 15;
const COLOURS = {
  crossgate: '#0969da',
  cors: '#cf222e',
  tinyhttp: '#8250df',
  corser: '#9a6700',
  limit: '#57606a',
};
const NAMES = { tinyhttp: '@tinyhttp/cors', limit: 'the limit' };

/** Cost against the length of the list, both in powers of ten: an SVG that stands by itself on any background. */
export function picture({ cases, listLengths, date, node }) {
  const hits = cases.filter(({ name }) => name in listLengths.hits);
  const points = (column) =>
    hits
      .filter(({ net }) => net[column] !== undefined)
      .map(({ name, net }) => [x(listLengths.hits[name]), y(net[column].median)]);
  const lines = Object.keys(COLOURS).map((column) => [column, points(column)]);
  const drawn = lines.filter(([, path]) => path.length > 0).sort(([, a], [, b]) => a.at(-1)[1] - b.at(-1)[1]);
  let lastLabel = 0;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">`,
    '<title>Cost of one request against the number of origins listed</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="6" fill="#ffffff"/>`,
    text(
      LEFT,
      26,
      'Cost of a request beyond next(), by origins listed; the one asked for stands in the middle',
    ),
    ...[1, 10, 100, 1_000, 10_000, 100_000, 1_000_000].map((length) =>
      text(x(length), HEIGHT - BOTTOM + 22, length.toLocaleString('en'), 'middle'),
    ),
    ...[100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000].map(gridLine),
    ...drawn.map(([column, path]) => {
      lastLabel = Math.max(lastLabel + LINE_HEIGHT, path.at(-1)[1] + 4);
      return line(column, path, lastLabel);
    }),
    text(LEFT, HEIGHT - 8, `${date}, Node ${node}; both axes in powers of ten`),
    '</svg>',
  ].join('\n')}\n`;
}

function x(length) {
  return Math.round(LEFT + (Math.log10(length) / 6) * (WIDTH - LEFT - RIGHT));
}

/** From 100 ns at the bottom to 10 ms at the top. */
function y(nanoseconds) {
  return Math.round(HEIGHT - BOTTOM - ((Math.log10(nanoseconds) - 2) / 5) * (HEIGHT - TOP - BOTTOM));
}

function gridLine(nanoseconds) {
  const at = y(nanoseconds);
  const label =
    nanoseconds < 1_000_000 ? `${nanoseconds.toLocaleString('en')} ns` : `${nanoseconds / 1_000_000} ms`;
  return `<path d="M${LEFT} ${at}H${WIDTH - RIGHT}" stroke="#d0d7de"/>${text(LEFT - 6, at + 4, label, 'end')}`;
}

/** `label` is how low its name stands: two lines may end at one place. */
function line(column, points, label) {
  const path = points.map((point) => point.join(' ')).join('L');
  const colour = COLOURS[column];
  const name = `<text x="${points.at(-1)[0] + 8}" y="${label}" fill="${colour}">${NAMES[column] ?? column}</text>`;
  return `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"/>${name}`;
}

function text(left, top, content, anchor = 'start') {
  return `<text x="${left}" y="${top}" text-anchor="${anchor}" fill="#1f2328">${content}</text>`;
}
