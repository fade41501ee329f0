import { linesOf, toHeaderList } from '../../browser/headers.ts';
import { isRedirectStatus } from '../../browser/redirect.ts';
import { REQUEST_METHOD } from '../../spec/names.ts';
import type { Answer } from '../ask.ts';
import type { Target } from '../target.ts';
import type { Finding } from './finding.ts';

/** Preflights that are sent elsewhere or asked to log in. A request that needs none today does tomorrow. */
export async function findPreflightFaults(target: Target, answers: Answer[]): Promise<Finding[]> {
  const { status, headers } = preflightAnswerOf(target) ?? (await askLeave(target, answers));
  if (isRedirectStatus(status)) {
    const location = linesOf(toHeaderList(headers), 'location').join(', ');
    const cause = `OPTIONS is redirected (${status}) to ${location}: browsers do not follow the redirect of a preflight.`;
    return [{ code: 'preflight-redirect', severity: 'warning', cause, cure: REDIRECT_CURE }];
  }
  if (status === 401 || status === 403 || status === 407) {
    const cause = `OPTIONS is answered with ${status}: preflights carry no credentials, and can never log in.`;
    return [{ code: 'preflight-unauthorized', severity: 'warning', cause, cure: LOGIN_CURE }];
  }
  return [];
}

const REDIRECT_CURE =
  'Ask for the final URL in the page (https, trailing slash), or answer OPTIONS before redirecting.';
const LOGIN_CURE = 'Put CORS before authentication, so that OPTIONS is answered without it.';

function preflightAnswerOf({ exchange, url }: Target): Answer | undefined {
  return exchange.find(({ request }) => REQUEST_METHOD in request.headers && request.url === url)?.answer;
}

async function askLeave(target: Target, answers: Answer[]): Promise<Answer> {
  const answer = await target.askLeave();
  answers.push(answer);
  return answer;
}
