import { attackCases } from './cases/attacks.ts';
import type { Case } from './cases/case.ts';
import { enforcementCases } from './cases/enforcement.ts';
import { functionCases } from './cases/functions.ts';
import { originCases } from './cases/origins.ts';
import { preflightCases } from './cases/preflights.ts';
import { requestedHeaderCases } from './cases/requested-headers.ts';
import { varyCases } from './cases/vary.ts';

/** The one table: every host has to give these replies to these requests, header for header. */
export const caseTables: Readonly<Record<string, readonly Case[]>> = {
  origins: originCases,
  preflights: preflightCases,
  'requested headers': requestedHeaderCases,
  functions: functionCases,
  enforcement: enforcementCases,
  vary: varyCases,
  attacks: attackCases,
};
