import type { Answer } from '../../../api/FinopsClient';
import { monthsBetween } from '../../../filters/months';

export type Completeness = Answer<'/v1/group/completeness'>;
export type ExpectedMonth = Completeness['data'][number];

/** What a cell of the calendar says; `refused`: nothing is here, and the latest that was sent was not taken. */
export const STATES = [
  'expected',
  'late',
  'refused',
  'partial',
  'received',
  'closed',
] as const;
export type CalendarState = (typeof STATES)[number];

export function stateOf({ status, lastStatus }: ExpectedMonth): CalendarState {
  const isHere = status !== 'expected' && status !== 'late';
  return !isHere && lastStatus === 'REFUSED' ? 'refused' : status;
}

export interface CalendarRow {
  entityId: string;
  entityLabel: string;
  /** As `months`; null: nothing is expected of that month, or it is filtered out. */
  cells: (ExpectedMonth | null)[];
}

/** The answer's months as a table, from the first that says something on: a row an entity, a column a month. */
export function calendarOf({ data, meta }: Completeness): {
  months: string[];
  rows: CalendarRow[];
} {
  const first = data.reduce(
    (earliest, { period }) => (period < earliest ? period : earliest),
    meta.to,
  );
  const months = monthsBetween(first, meta.to);
  const rows = new Map<string, CalendarRow>();
  for (const month of data) {
    const { entityId, entityLabel } = month;
    const row = rows.get(entityId) ?? {
      entityId,
      entityLabel,
      cells: months.map(() => null),
    };
    rows.set(entityId, row);
    row.cells[months.indexOf(month.period)] = month;
  }
  return { months, rows: [...rows.values()] };
}

const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Where an arrow leads from a cell: the next one in that direction that says something; the same where there is none. */
export function moved(
  rows: readonly CalendarRow[],
  [row, column]: readonly [number, number],
  key: string,
): readonly [number, number] {
  const [down, right] = STEPS[key] ?? [0, 0];
  if (down === 0 && right === 0) {
    return [row, column];
  }
  let [toRow, toColumn] = [row + down, column + right];
  while (rows[toRow]?.cells[toColumn] === null) {
    [toRow, toColumn] = [toRow + down, toColumn + right];
  }
  return rows[toRow]?.cells[toColumn] ? [toRow, toColumn] : [row, column];
}
