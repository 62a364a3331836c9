import type { components } from '../../../api/schema';
import type { Mark } from '../../../states/StatusMark';

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

/** A planned step is waited for, being read, or was not read when the run ended. */
export type StepState =
  | 'WAITING'
  | 'READING'
  | 'UNREAD'
  | Exclude<RunStep['status'], 'PLANNED'>;

export const STEP_MARKS: Record<StepState, Mark> = {
  WAITING: 'idle',
  READING: 'busy',
  UNREAD: 'idle',
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

export function stateOf(
  { status, startedAt }: Pick<RunStep, 'status' | 'startedAt'>,
  run: Pick<Run, 'status'>,
): StepState {
  if (status !== 'PLANNED') {
    return status;
  }
  if (!isUnderWay(run)) {
    return 'UNREAD';
  }
  return startedAt ? 'READING' : 'WAITING';
}
