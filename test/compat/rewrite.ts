import { type FunctionSpec, isFunctionSpec, type OptionsSpec, type Scenario } from './scenario.ts';
import type { Value } from './values.ts';

/** Rewrites every options object of a scenario. */
export function map(scenario: Scenario, change: (options: OptionsSpec) => OptionsSpec): Scenario {
  const { source, second } = scenario;
  return {
    ...scenario,
    source: isFunctionSpec(source) ? { ...source, answer: change(source.answer) } : change(source),
    second: second && change(second),
  };
}

/** How to rewrite an `origin`: one that is given as a value, one that a function decides about. */
export interface OriginChange {
  readonly given?: (value: Value) => Value;
  readonly decided?: (spec: FunctionSpec<Value>) => FunctionSpec<Value>;
}

const same = <Spec>(spec: Spec): Spec => spec;

/** Rewrites every `origin` of a scenario. */
export function mapOrigins(scenario: Scenario, { given = same, decided = same }: OriginChange): Scenario {
  const mapped = map(scenario, ({ origin, ...options }) => ({
    ...options,
    origin: origin && (isFunctionSpec(origin) ? decided(origin) : given(origin)),
  }));
  return { ...mapped, change: mapped.change && given(mapped.change) };
}

/** Rewrites every function of a scenario: delegates, and those that decide about origins. */
export function mapFunctions(
  scenario: Scenario,
  change: <Answer extends Value | OptionsSpec>(spec: FunctionSpec<Answer>) => FunctionSpec<Answer>,
): Scenario {
  const { source, ...rest } = mapOrigins(scenario, { decided: change });
  return { ...rest, source: isFunctionSpec(source) ? change(source) : source };
}
