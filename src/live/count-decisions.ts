import { channel } from 'node:diagnostics_channel';
import { classify, type Exchange, type RequestFacts } from '../exchange/classify.ts';
import type { NodeRequest } from '../policy/options.ts';
import { isAllowed, type Middleware, type Outcome, record } from './recorded-response.ts';

/** The name of the diagnostics channel. */
export const DECISION_CHANNEL = 'crossgate:decision';

/**
 * What is published for each request. `policy`, `exchange` and `decision` have few values and make good labels;
 * `origin` is a stranger's text and must never be one.
 */
export interface CorsDecision {
  /** The name that the application gave, `'default'` if none. */
  readonly policy: string;
  readonly exchange: Exchange;
  /** `'none'`: no `Origin`, nothing to decide. `'failed'`: an origin function failed, so nothing was allowed. */
  readonly decision: 'allowed' | 'refused' | 'failed' | 'none';
  /** In milliseconds: what the middleware took, an origin function's wait included. */
  readonly duration: number;
  readonly origin: string | undefined;
  readonly request: NodeRequest;
}

const decisions = channel(DECISION_CHANNEL);

/**
 * Publishes what middleware decides to the diagnostics channel `crossgate:decision`. While nobody listens, the cost is
 * one look at a property; a middleware that is not wrapped costs nothing.
 *
 *     app.use(countDecisions(cors(options), 'public-api'));
 *
 * @see https://nodejs.org/api/diagnostics_channel.html
 */
export function countDecisions(middleware: Middleware, policy = 'default'): Middleware {
  return function countingMiddleware(request, response, next) {
    if (!decisions.hasSubscribers) return middleware(request, response, next);
    const start = performance.now();
    const facts = request as RequestFacts;
    const exchange = classify(facts);
    const { origin } = facts.headers;
    const publish = (outcome: Outcome) => {
      const decision = decisionOf(exchange, outcome, origin);
      const duration = performance.now() - start;
      decisions.publish({ policy, exchange, decision, duration, origin, request } satisfies CorsDecision);
    };
    record(middleware, request, response, publish, next);
  };
}

function decisionOf(
  exchange: Exchange,
  outcome: Outcome,
  origin: string | undefined,
): CorsDecision['decision'] {
  if (outcome.error !== undefined) return 'failed';
  if (exchange === 'non-cors') return 'none';
  return isAllowed(outcome, origin) ? 'allowed' : 'refused';
}
