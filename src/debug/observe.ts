import { mergeVary } from '../exchange/vary.ts';
import type { NodeResponse } from '../exchange/write.ts';
import { ALLOW_ORIGIN, VARY } from '../spec/names.ts';
import { findBlock } from './blocks.ts';
import { findConflicts } from './conflicts.ts';
import { isWatchable, type SentHead, watchHead } from './head.ts';
import { type Finding, type Observation, type Subject, subjectOf } from './observation.ts';
import { Reporter } from './report.ts';

/** Takes in what a policy made of a request. Never throws. */
export type Observe = (observation: Observation) => void;

/** What the innermost policy wrote to a response so far; `null` once its head was looked at. */
interface Awaited {
  readonly observation: Observation;
  readonly vary: string;
  readonly judge: (awaited: Awaited, head: SentHead) => void;
}

const awaited = new WeakMap<NodeResponse, Awaited | null>();

/** Makes the observer of one middleware. */
export function createObserver(): Observe {
  const blocks = new Reporter('kinds of blocks');
  const conflicts = new Reporter('kinds of conflicts');

  function tellBlock(observation: Observation, subject: Subject): void {
    const block = findBlock(observation, subject);
    if (block === undefined) return;
    const kind = [block.code, block.detail, subject.origin].join(' ');
    blocks.tell(kind, observation.policy.options.debug, block, subject);
  }

  function tellConflict(finding: Finding, { policy }: Observation, subject: Subject): void {
    conflicts.tell(`${finding.code} ${finding.detail}`, policy.options.debug, finding, subject);
  }

  function judge({ observation, vary }: Awaited, head: SentHead): void {
    const subject = subjectOf(observation);
    const found = findConflicts(observation.reply, vary, head, subject);
    for (const conflict of found) tellConflict(conflict, observation, subject);
    // Another's allow-origin decides what the browser does, and has been told of.
    if (!found.some(({ detail }) => detail === ALLOW_ORIGIN)) tellBlock(observation, subject);
  }

  /** Judged at the end: a later policy, or an error handler, may still write to the response. */
  function awaitHead(response: NodeResponse, observation: Observation): void {
    const before = awaited.get(response);
    const vary = mergeVary(before?.vary, observation.reply.headers[VARY] ?? '');
    awaited.set(response, { observation, vary, judge });
    if (before === undefined) watchHead(response, (head) => quietly(() => settle(response, head)));
  }

  function observe(observation: Observation): void {
    const { response, wasSent } = observation;
    const subject = subjectOf(observation);
    if (!isWatchable(response)) tellBlock(observation, subject);
    else if (awaited.get(response) === null) return;
    else if (wasSent && subject.exchange !== 'non-cors') {
      tellConflict(answeredEarly(response), observation, subject);
    } else if (response.headersSent === true) tellBlock(observation, subject);
    else awaitHead(response, observation);
  }

  return (observation) => quietly(() => observe(observation));
}

function settle(response: NodeResponse, head: SentHead): void {
  const last = awaited.get(response);
  awaited.set(response, null);
  last?.judge(last, head);
}

function answeredEarly({ statusCode }: NodeResponse): Finding {
  return {
    code: 'answered-early',
    detail: String(statusCode),
    cause: `it was answered ${statusCode} before the policy could write its headers`,
    cure: 'Mount CORS before whatever answers, and let no time limit run out while an origin function is asked',
  };
}

/** Who watches must not change what is watched. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Nothing to be done about it, and nobody to tell.
  }
}
