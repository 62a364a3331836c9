import type { RunReport, RunStep } from './runMarks';

interface Span {
  from: number;
  to: number;
}

/** Where a bar begins and how long it is, in percent of the run's time. */
export interface Place {
  start: number;
  width: number;
}

const MS = 1_000;

function begun(step: RunStep): number {
  return step.startedAt ? Date.parse(step.startedAt) : NaN;
}

/** The time in which a run's own steps were worked on; until now where it is under way. */
export function spanOf(
  { steps, endedAt, status }: RunReport,
  now = Date.now(),
): Span {
  const own = steps.filter(
    ({ startedAt, adoptedFrom }) => startedAt && !adoptedFrom,
  );
  const ends = own.map(
    step =>
      begun(step) + (step.seconds === null ? 0 : Number(step.seconds) * MS),
  );
  if (status === 'RUNNING') {
    ends.push(now);
  } else if (endedAt && ends.length > 0) {
    ends.push(Date.parse(endedAt));
  }
  return { from: Math.min(...own.map(begun)), to: Math.max(...ends) };
}

/** null: the step has not begun, or another run did it. */
export function timed(step: RunStep, { from, to }: Span): Place | null {
  if (!step.startedAt || step.adoptedFrom || !(to > from)) {
    return null;
  }
  const start = begun(step);
  const end = step.seconds === null ? to : start + Number(step.seconds) * MS;
  const percent = (ms: number) => (100 * ms) / (to - from);
  return { start: percent(start - from), width: percent(end - start) };
}

/** First what an earlier run had read, last what has not begun. */
export function byBeginning(one: RunStep, other: RunStep): number {
  const order = ({ startedAt, adoptedFrom, period, domainId }: RunStep) =>
    `${adoptedFrom ? '' : startedAt ?? '~'} ${period} ${domainId}`;
  const [first, second] = [order(one), order(other)];
  return first < second ? -1 : Number(first > second);
}
