import type { Answer } from '../ask.ts';
import { leaveOf, type Target } from '../target.ts';
import type { Finding } from './finding.ts';
import { type Mistake, neighboursOf, plainTwinOf, STRANGER } from './strangers.ts';

/** Who else is let in: anybody, opaque origins, lookalikes, plain http. */
export async function findOpenOrigins(target: Target, answers: Answer[]): Promise<Finding[]> {
  const ask = (origin: string) => leaveFor(target, answers, origin);
  const twin = plainTwinOf(target.origin);
  const [stranger, opaque, plain, ...lookalikes] = await Promise.all([
    ask(STRANGER),
    ask('null'),
    twin === null ? NO_LEAVE : ask(twin),
    ...neighboursOf(target.origin).map(async ({ origin, mistake }) => ({
      origin,
      mistake,
      ...(await ask(origin)),
    })),
  ]);
  const findings: Finding[] = [];
  if (opaque.names && target.origin !== 'null') findings.push(finding('null-allowed', opaque, NULL));
  if (stranger.names) return [finding('reflects-any-origin', stranger, REFLECTION), ...findings];
  const allowed = lookalikes.filter(({ names }) => names);
  // Where only the end counts, a dot more or less does not matter.
  const endCounts = allowed.some(({ mistake }) => mistake === 'end');
  for (const { origin, mistake, ...leave } of allowed) {
    if (mistake === 'dot' && endCounts) continue;
    const cause = `${origin}, which anybody can own, is allowed: ${MISTAKES[mistake]}.`;
    findings.push(finding('lookalike-allowed', leave, { cause, cure: COMPARE_WHOLE }));
  }
  if (plain.names && twin !== null) {
    const cause = `${twin} is allowed: whoever is on the way (a wireless network will do) can put a page there.`;
    findings.push(finding('plain-http-allowed', plain, { cause, cure: 'Allow the https origin only.' }));
  }
  return findings;
}

const REFLECTION = {
  cause: 'Whatever origin asks is the one that is allowed: any website can read the answers.',
  cure: 'Compare the origin with a list of those you trust; for a public API answer * without credentials.',
};

const NULL = {
  cause: 'The origin "null" is allowed: any website gets it for its page by a sandboxed frame.',
  cure: 'Take "null" off the list; open local files through a development server instead.',
};

const MISTAKES: Readonly<Record<Mistake, string>> = {
  begin: 'only how an origin begins is looked at',
  end: 'only how an origin ends is looked at',
  dot: 'a dot in a regular expression is not escaped',
};

const COMPARE_WHOLE =
  'Compare whole origins; if a regular expression is needed, anchor it at both ends and escape its dots.';

interface Leave {
  readonly names: boolean;
  readonly credentials: boolean;
}

const NO_LEAVE: Leave = { names: false, credentials: false };

async function leaveFor(target: Target, answers: Answer[], origin: string): Promise<Leave> {
  const answer = await target.askAs(origin);
  answers.push(answer);
  return leaveOf(answer, origin);
}

/** Without credentials a stranger's page reads no more than the stranger: unless the network is what protects. */
function finding(
  code: string,
  { credentials }: Leave,
  { cause, cure }: { cause: string; cure: string },
): Finding {
  const extent = credentials
    ? ' Credentials are allowed, so it is the data of your users.'
    : ' (Without credentials.)';
  return { code, severity: credentials ? 'vulnerable' : 'warning', cause: cause + extent, cure };
}
