import type { RunReport, RunStep } from './runMarks';
import { spanOf, timed } from './timeline';

const START = '2026-11-28T02:00:00Z';

function step(changed: Partial<RunStep>): RunStep {
  return {
    startedAt: START,
    seconds: 5,
    adoptedFrom: null,
    ...changed,
  } as RunStep; // of a step, the timeline reads nothing else
}

function run(changed: Partial<RunReport>): RunReport {
  return { status: 'SUCCESS', endedAt: null, ...changed } as RunReport; // nor of a run
}

it('places each step in the time of its run', () => {
  const late = step({ startedAt: '2026-11-28T02:00:05Z', seconds: 2.5 });
  const span = spanOf(
    run({ steps: [step({}), late], endedAt: '2026-11-28T02:00:10Z' }),
  );
  expect(timed(late, span)).toEqual({ start: 50, width: 25 });
});

it('lets a step that is being worked on reach until now', () => {
  const open = step({ seconds: null });
  const now = Date.parse(START) + 20_000;
  const span = spanOf(run({ status: 'RUNNING', steps: [open] }), now);
  expect(timed(open, span)).toEqual({ start: 0, width: 100 });
});

it('draws nothing of a step that has not begun or that another run did', () => {
  const adopted = step({
    startedAt: '2026-11-27T02:00:00Z',
    adoptedFrom: 'r0',
  });
  const waiting = step({ startedAt: null, seconds: null });
  const span = spanOf(run({ steps: [step({}), adopted, waiting] }));
  expect(timed(adopted, span)).toBeNull();
  expect(timed(waiting, span)).toBeNull();
  expect(timed(step({}), span)).toEqual({ start: 0, width: 100 });
});
