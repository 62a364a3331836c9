import type { components } from '../../../api/schema';
import type { Mark } from '../StatusMark';

export type Run = components['schemas']['Run'];
export type RunReport = components['schemas']['RunReport'];
export type RunStep = components['schemas']['RunStep'];

const MS = 3_000;

export const RUN_MARKS: Record<Run['status'], Mark> = {
  REQUESTED: 'busy',
  RUNNING: 'busy',
  SUCCESS: 'good',
  FAILED: 'bad',
  SKIPPED: 'idle',
  CANCELLED: 'idle',
};

export const STEP_MARKS: Record<RunStep['status'], Mark> = {
  PLANNED: 'busy',
  STAGED: 'good',
  MISSING: 'warning',
  FAILED: 'bad',
};

export function isUnderWay({ status }: Pick<Run, 'status'>): boolean {
  return status === 'RUNNING' || status === 'REQUESTED';
}

/** How often to look again at a run; never at one that is over. */
export function lookAgain(
  ...runs: readonly Pick<Run, 'status'>[]
): number | undefined {
  return runs.some(isUnderWay) ? MS : undefined;
}
