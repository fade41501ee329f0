import { asError } from './exchange/as-error.ts';
import { classify, type RequestFacts } from './exchange/classify.ts';
import { PendingReply } from './exchange/pending-reply.ts';
import { createHeaderWriter, type HeaderWriter, type Reply, varyingBy } from './exchange/respond.ts';
import type { NodeResponse } from './exchange/write.ts';
import { IssueList, show } from './policy/errors.ts';
import type { CorsOptions } from './policy/options.ts';
import { compilePolicy, isPolicy, originJudgeOf, type Policy } from './policy/policy.ts';
import { isThenable } from './policy/thenable.ts';
import { createWatch, type Judge, type Watch } from './watch.ts';

/** Chooses what applies to a request: options, a policy, or a promise of either. */
export type CorsDelegate<Request> = {
  // Declared as a method so that a handler may name its framework's own request type.
  choose(
    request: Request,
  ): CorsOptions<Request> | Policy<Request> | PromiseLike<CorsOptions<Request> | Policy<Request>>;
}['choose'];

/** Whatever an adapter can be made from. */
export type CorsSource<Request> = CorsOptions<Request> | Policy<Request> | CorsDelegate<Request>;

/** What every adapter holds: the way from a request to a reply, for one host or many. */
export interface Engine<Request> {
  /** The policy in force; `undefined` where a delegate chooses one for each request. */
  readonly policy: Policy<Request> | undefined;
  /**
   * Puts other options, another policy or another delegate in force, at once and as a whole. Requests that are under
   * way keep the policy under which they came.
   * @throws CorsOptionsError when they are wrong; then nothing changes.
   */
  update(source: CorsSource<Request>): void;
  /**
   * Judges a request. The one place that asks whether an answer is there or still to come: a promise comes back only
   * where a function of the application's returned one.
   *
   * Never throws and never rejects: what goes wrong is in the reply, and nothing is allowed.
   *
   * @param facts what CORS reads of the request.
   * @param request the host's own request (or context), for the application's functions.
   * @param response where it is one of Node's: to see what becomes of the reply, while the option `debug` is on.
   */
  evaluate(facts: RequestFacts, request: Request, response?: NodeResponse): Reply | PromiseLike<Reply>;
}

/**
 * Makes an engine.
 * @param watch says what may be seen of its work; left out, the options and the environment say.
 * @throws CorsOptionsError when the options are wrong.
 */
export function createEngine<Request>(
  source: CorsSource<Request>,
  watch: Watch = createWatch(),
): Engine<Request> {
  let gate = openGate(source, watch);
  return {
    get policy() {
      return gate.policy;
    },
    update(next) {
      gate = openGate(next, watch);
    },
    evaluate: (facts, request, response) => gate.evaluate(facts, request, response),
  };
}

/** What an application sees of its middleware's engine. */
export type CorsControls<Request> = Pick<Engine<Request>, 'policy' | 'update'>;

/** Puts the controls on what an adapter hands out, to be read only. */
export function withControls<Handle extends object, Request>(
  handle: Handle,
  engine: Engine<Request>,
): Handle & CorsControls<Request> {
  return Object.defineProperties(handle, {
    policy: { get: () => engine.policy },
    update: { value: engine.update },
  }) as Handle & CorsControls<Request>;
}

type Gate<Request> = Pick<Engine<Request>, 'policy'> & { readonly evaluate: Judge<Request> };

function openGate<Request>(source: CorsSource<Request>, watch: Watch): Gate<Request> {
  return typeof source === 'function' ? delegateGate(source, watch) : policyGate(source, watch);
}

function policyGate<Request>(source: unknown, watch: Watch): Gate<Request> {
  const policy: Policy<Request> = isPolicy<Request>(source) ? source : compilePolicy(source);
  const writer = createHeaderWriter(policy);
  const { constant } = writer;
  const judge: Judge<Request> =
    constant === undefined ? judgeByOrigin(policy, writer) : judgeAlike(constant, writer);
  return { policy, evaluate: watch(policy, judge) };
}

/** Nobody need be asked; and of an actual request nothing but its method need be read. */
function judgeAlike(constant: Reply, writer: HeaderWriter): Judge<unknown> {
  return (facts) => (facts.method === 'OPTIONS' ? writer.respond(classify(facts), facts, false) : constant);
}

function judgeByOrigin<Request>(policy: Policy<Request>, writer: HeaderWriter): Judge<Request> {
  const judgeOrigin = originJudgeOf(policy);
  return (facts, request) => {
    const exchange = classify(facts);
    if (exchange === 'non-cors') return writer.respond(exchange, facts, false);
    try {
      const answer = judgeOrigin(facts.headers.origin, request);
      if (typeof answer === 'boolean') return writer.respond(exchange, facts, answer);
      return new PendingReply(answer, writer, exchange, facts);
    } catch (reason) {
      return writer.fail(reason);
    }
  };
}

/**
 * A delegate reads of the request what it likes, the origin for one thing; so its replies vary by origin even where
 * the policy that it chose does not. What it returns is compiled once, and remembered by identity.
 */
function delegateGate<Request>(delegate: CorsDelegate<Request>, watch: Watch): Gate<Request> {
  refuseCallbackStyle(delegate);
  const gates = new WeakMap<object, Gate<Request>>();
  const varyByOrigin = (reply: Reply) => varyingBy('Origin', reply);
  const fail = (reason: unknown) => varyByOrigin({ headers: {}, status: undefined, error: asError(reason) });

  function gateOf(chosen: unknown): Gate<Request> {
    if (typeof chosen !== 'object' || chosen === null) {
      const hint = chosen === undefined ? ' There is no callback: return them, or a promise of them.' : '';
      throw new TypeError(`The CORS delegate returned ${show(chosen)}. Return options or a policy.${hint}`);
    }
    const gate = gates.get(chosen) ?? policyGate<Request>(chosen, watch);
    gates.set(chosen, gate);
    return gate;
  }

  function evaluateChosen(
    chosen: unknown,
    ...exchange: Parameters<Judge<Request>>
  ): Reply | PromiseLike<Reply> {
    const reply = gateOf(chosen).evaluate(...exchange);
    return isThenable(reply) ? reply.then(varyByOrigin) : varyByOrigin(reply);
  }

  const evaluateDelegate: Judge<Request> = (facts, request, response) => {
    try {
      const chosen: unknown = delegate(request);
      if (!isThenable(chosen)) return evaluateChosen(chosen, facts, request, response);
      return Promise.resolve(chosen)
        .then((options) => evaluateChosen(options, facts, request, response))
        .catch(fail);
    } catch (reason) {
      return fail(reason);
    }
  };

  return { policy: undefined, evaluate: evaluateDelegate };
}

/** A delegate with a callback would wait for ever: better to say so at start-up. */
function refuseCallbackStyle(delegate: CorsDelegate<never>): void {
  if (delegate.length < 2) return;
  const issues = new IssueList();
  const message = `the delegate has ${delegate.length} parameters, but gets only the request: there is no callback.`;
  issues.add(
    'options-invalid',
    'options',
    delegate,
    message,
    'Return options, a policy, or a promise of either.',
  );
  issues.throwIfAny();
}
