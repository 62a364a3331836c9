import { lookAgain, stateOf, type RunReport, type RunStep } from './runMarks';
import { byBeginning, spanOf, timed } from './span';

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

it('puts what an earlier run had read first, and what has not begun last', () => {
  const waiting = step({ domainId: 'a', startedAt: null });
  const second = step({ domainId: 'b', startedAt: '2026-11-28T02:00:05Z' });
  const first = step({ domainId: 'c' });
  const adopted = step({ domainId: 'd', adoptedFrom: 'r0' });
  const order = [waiting, second, first, adopted].sort(byBeginning);
  expect(order).toEqual([adopted, first, second, waiting]);
});

it('tells a planned step that is read from one that waits, and from one that never was', () => {
  const planned = { status: 'PLANNED', startedAt: null } as const;
  const begun = { ...planned, startedAt: START };
  expect(stateOf(planned, { status: 'RUNNING' })).toBe('WAITING');
  expect(stateOf(begun, { status: 'RUNNING' })).toBe('READING');
  expect(stateOf(begun, { status: 'CANCELLED' })).toBe('UNREAD');
});

it('looks again only while a run is under way', () => {
  expect(lookAgain({ status: 'SUCCESS' }, { status: 'RUNNING' })).toBeDefined();
  expect(lookAgain({ status: 'REQUESTED' })).toBeDefined();
  expect(
    lookAgain({ status: 'FAILED' }, { status: 'SKIPPED' }),
  ).toBeUndefined();
});
