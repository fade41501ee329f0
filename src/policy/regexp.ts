import { isWellFormedOrigin } from '../spec/origin.ts';

/**
 * Finds in the source of a RegExp what makes it match more origins than its author meant.
 *
 * The source comes from a live RegExp, so its syntax is known to be right: only the structure is read (alternatives,
 * groups, anchors, dots), never validated.
 */

type Node =
  | { readonly kind: 'start' | 'end' | 'dot' | 'assertion' }
  | { readonly kind: 'atom'; readonly source: string }
  | { readonly kind: 'group'; readonly alternatives: Alternatives };

interface Term {
  readonly node: Node;
  /** The quantifier as written, or `''`. */
  readonly quantifier: string;
}

type Sequence = readonly Term[];
type Alternatives = readonly [Sequence, ...Sequence[]];

/** What is known about a RegExp as an origin matcher. A stranger is an origin that matches though nobody meant it. */
export interface RegExpReport {
  readonly anchored: boolean;
  readonly bareDot: boolean;
  readonly strangerAround: string | undefined;
  readonly strangerInDot: string | undefined;
}

/** Reads `regexp`, and runs it only on samples made from its own source. */
export function inspectRegExp(regexp: RegExp): RegExpReport {
  const flags = regexp.flags.replace(/[gy]/g, '');
  const stateless = new RegExp(regexp.source, flags);
  const alternatives = parse(regexp);
  const findStranger = (candidates: readonly string[]) =>
    candidates.find((origin) => isWellFormedOrigin(origin) && stateless.test(origin));
  const samplesOf = (sequences: readonly Sequence[]) => sequences.map((one) => sampleOf([one], flags));
  return {
    anchored: isAnchored(alternatives, 'start') && isAnchored(alternatives, 'end'),
    bareDot: hasBareDot(alternatives),
    strangerAround: findStranger(
      samplesOf(alternatives).flatMap((sample) => [
        `${sample}.evil.example`,
        `https://evil${sample}`,
        `https://evil-${sample}`,
        `https://${sample}.evil.example`,
        `x${sample}`,
      ]),
    ),
    strangerInDot: findStranger(
      samplesOf(alternatives.filter((one) => hasBareDot([one]))).flatMap((sample) => [
        sample,
        `https://${sample}`,
      ]),
    ),
  };
}

/** Every way through the pattern passes an anchor on that side: `^a$|^b$` and `^(?:a|b)$` do, `^a|b$` does not. */
function isAnchored(alternatives: readonly Sequence[], side: 'start' | 'end'): boolean {
  return alternatives.every((sequence) => {
    const term = side === 'start' ? sequence[0] : sequence.at(-1);
    if (term === undefined || term.quantifier !== '') return false;
    return term.node.kind === 'group' ? isAnchored(term.node.alternatives, side) : term.node.kind === side;
  });
}

/** A dot that stands for one character was meant as a dot; `.*` was meant as it is. */
function hasBareDot(alternatives: readonly Sequence[]): boolean {
  return alternatives.some((sequence) =>
    sequence.some(({ node, quantifier }) =>
      node.kind === 'group' ? hasBareDot(node.alternatives) : node.kind === 'dot' && quantifier === '',
    ),
  );
}

/**
 * A string that the pattern probably matches, with an `x` where a dot lets anything in: by its first alternative that
 * has such a dot, or else by its first.
 */
function sampleOf(alternatives: Alternatives, flags: string): string {
  const sequence = alternatives.find((one) => hasBareDot([one])) ?? alternatives[0];
  return sequence.map(({ node }) => sampleOfNode(node, flags)).join('');
}

function sampleOfNode(node: Node, flags: string): string {
  if (node.kind === 'dot') return 'x';
  if (node.kind === 'group') return sampleOf(node.alternatives, flags);
  if (node.kind !== 'atom') return '';
  if (!/^[\\[]/.test(node.source)) return node.source;
  if (/^\\(?:\d|k<)/.test(node.source)) return '';
  const matcher = new RegExp(`^(?:${node.source})$`, flags);
  return [...'a0.-:/_'].find((character) => matcher.test(character)) ?? node.source.slice(1);
}

function parse(regexp: RegExp): Alternatives {
  const { source } = regexp;
  const nestsClasses = regexp.flags.includes('v');
  let index = 0;

  /** Reads what `pattern` matches right here, `''` where it does not. */
  function take(pattern: RegExp): string {
    const text = pattern.exec(source.slice(index))?.[0] ?? '';
    index += text.length;
    return text;
  }

  function readAlternatives(): Alternatives {
    const alternatives: [Sequence, ...Sequence[]] = [readSequence()];
    while (source[index++] === '|') alternatives.push(readSequence());
    return alternatives;
  }

  function readSequence(): Sequence {
    const terms: Term[] = [];
    while (index < source.length && source[index] !== '|' && source[index] !== ')') {
      terms.push({ node: readNode(), quantifier: readQuantifier() });
    }
    return terms;
  }

  function readNode(): Node {
    const start = index++;
    const character = source[start];
    if (character === '^') return { kind: 'start' };
    if (character === '$') return { kind: 'end' };
    if (character === '.') return { kind: 'dot' };
    if (character === '(') return readGroup();
    if (character === '[') skipClass();
    if (character === '\\') skipEscape();
    return { kind: 'atom', source: source.slice(start, index) };
  }

  function readGroup(): Node {
    const opening = take(/^\?(?:<?[=!]|<[^>]*>|[a-z-]*:)/);
    const alternatives = readAlternatives();
    return /[=!]$/.test(opening) ? { kind: 'assertion' } : { kind: 'group', alternatives };
  }

  function skipClass(): void {
    while (source[index] !== ']') {
      const character = source[index++];
      if (character === '\\') index++;
      else if (character === '[' && nestsClasses) skipClass();
    }
    index++;
  }

  function skipEscape(): void {
    const long = take(/^(?:[pPu]\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|k<[^>]*>|\d+)/);
    if (long === '') index++;
  }

  function readQuantifier(): string {
    return take(/^(?:[*+?]|\{\d+(?:,\d*)?\})\??/);
  }

  return readAlternatives();
}
