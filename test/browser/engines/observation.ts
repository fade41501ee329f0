import type { PageResult } from './page.ts';
import type { Scenario, Sites } from './scenario.ts';
import type { SeenRequest } from './server.ts';

/** What a real engine did with one scenario. */
export interface Observation {
  readonly result: PageResult;
  readonly requests: readonly SeenRequest[];
  /** Lines of the console that are about this scenario, oldest first. */
  readonly messages: readonly string[];
  /** Names under which the engine reports what those lines say; Chromium's `CorsError`, Firefox's category. */
  readonly codes: readonly string[];
  /** Chromium's `failedParameter`. */
  readonly failedParameter?: string;
}

/** A running browser with its scripted server. */
export interface EngineRun {
  readonly version: string;
  readonly sites: Sites;
  /** Runs scenarios in real pages, and tells by their ids what came of them. */
  run(scenarios: readonly Scenario[]): Promise<Map<number, Observation>>;
  close(): Promise<void>;
}

/** The scenario that a text from the console is about, by the URL in it. */
export function scenarioIn(text: string): number | undefined {
  const [, id] = /\/s\/(\d+)\//.exec(text) ?? [];
  return id === undefined ? undefined : Number(id);
}
