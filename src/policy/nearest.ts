/** What other CORS libraries, and habit, call our options. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['origins', 'origin'],
  ['alloworigin', 'origin'],
  ['alloworigins', 'origin'],
  ['allowedorigin', 'origin'],
  ['allowedorigins', 'origin'],
  ['method', 'methods'],
  ['allowmethods', 'methods'],
  ['allowedmethods', 'methods'],
  ['headers', 'allowedHeaders'],
  ['allowheaders', 'allowedHeaders'],
  ['requestheaders', 'allowedHeaders'],
  ['expose', 'exposedHeaders'],
  ['exposeheaders', 'exposedHeaders'],
  ['responseheaders', 'exposedHeaders'],
  ['allowcredentials', 'credentials'],
  ['supportscredentials', 'credentials'],
  ['withcredentials', 'credentials'],
  ['maxageseconds', 'maxAge'],
  ['optionsuccessstatus', 'optionsSuccessStatus'],
  ['successstatus', 'optionsSuccessStatus'],
]);

/** The known name that was probably meant by `name`: another library's word for it, or one that is a few typos away. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  const alias = ALIASES.get(plain);
  if (alias !== undefined && known.includes(alias)) return alias;
  const limit = Math.max(2, Math.floor(name.length / 4));
  let nearest: string | undefined;
  let nearestDistance = limit + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - plain.length) > limit) continue;
    const distance = editDistance(plain, candidate.toLowerCase());
    if (distance < nearestDistance) [nearest, nearestDistance] = [candidate, distance];
  }
  return nearest;
}

/** Levenshtein's distance, a row at a time: each cell from the ones above, to the left and between them. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  let left = to.length;
  for (const [line, character] of [...from].entries()) {
    let diagonal = line;
    row = row.map((above, column) => {
      const replaced = diagonal + (character === to[column - 1] ? 0 : 1);
      left = column === 0 ? line + 1 : Math.min(replaced, above + 1, left + 1);
      diagonal = above;
      return left;
    });
  }
  return left;
}
