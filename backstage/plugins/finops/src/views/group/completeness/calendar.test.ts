import { calendarOf, moved, stateOf, type ExpectedMonth } from './calendar';

function month(
  entityId: string,
  period: string,
  otherwise: Partial<ExpectedMonth> = {},
): ExpectedMonth {
  return {
    entityId,
    entityLabel: entityId,
    period,
    status: 'received',
    cutOffAt: '2026-11-05T18:00:00Z',
    isPastCutOff: false,
    isLate: false,
    exchangeId: null,
    runId: null,
    publishedAt: null,
    missing: [],
    lastStatus: null,
    lastExchangeId: null,
    lastError: null,
    ...otherwise,
  };
}

const NOTHING = { expected: 0, late: 0, received: 0, partial: 0, closed: 0 };

function calendar(...data: ExpectedMonth[]) {
  return calendarOf({
    meta: {
      generation: 1,
      runId: null,
      asOf: null,
      release: 1,
      at: '2026-11-20T02:00:00Z',
      from: '2026-08',
      to: '2026-10',
      counts: NOTHING,
      months: [],
    },
    data,
  });
}

it('has a row an entity and a column a month, empty where nothing is expected', () => {
  const { months, rows } = calendar(
    month('north', '2026-08'),
    month('north', '2026-10'),
    month('west', '2026-10'),
  );
  expect(months).toEqual(['2026-08', '2026-09', '2026-10']);
  expect(
    rows.map(({ entityId, cells }) => [
      entityId,
      cells.map(cell => cell?.period ?? null),
    ]),
  ).toEqual([
    ['north', ['2026-08', null, '2026-10']],
    ['west', [null, null, '2026-10']],
  ]);
});

it('begins with the first month that is expected of anybody', () => {
  const { months, rows } = calendar(
    month('west', '2026-10'),
    month('north', '2026-09'),
  );
  expect(months).toEqual(['2026-09', '2026-10']);
  expect(rows.map(({ cells }) => cells.length)).toEqual([2, 2]);
});

it.each([
  ['late', 'REFUSED', 'refused'],
  ['expected', 'REFUSED', 'refused'],
  ['late', 'ABANDONED', 'late'],
  ['received', 'REFUSED', 'received'],
  ['closed', 'PUBLISHED', 'closed'],
] as const)('%s, the latest exchange %s: %s', (status, lastStatus, state) => {
  expect(stateOf(month('south', '2026-10', { status, lastStatus }))).toBe(
    state,
  );
});

describe('arrows', () => {
  const { rows } = calendar(
    month('north', '2026-08'),
    month('north', '2026-10'),
    month('west', '2026-10'),
  );

  it.each([
    ['ArrowRight', [0, 0], [0, 2]],
    ['ArrowLeft', [0, 2], [0, 0]],
    ['ArrowDown', [0, 2], [1, 2]],
    ['ArrowDown', [0, 0], [0, 0]],
    ['ArrowUp', [0, 0], [0, 0]],
    ['Enter', [0, 0], [0, 0]],
  ] as const)('%s from %j is %j', (key, from, to) => {
    expect(moved(rows, from, key)).toEqual(to);
  });
});
