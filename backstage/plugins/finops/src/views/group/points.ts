import { drawn, type Amount } from '../../api/amount';
import type { StackedMonth } from '../../charts/StackedMonths';
import type { TableMonth } from '../../charts/MonthsTable';

export interface GroupPoint {
  period: string;
  cost: Amount | null;
  /** Entities that are in it, and that should be and are not, or not wholly. */
  published: number;
  missing: number;
}

export const WHOLE = 'whole';
export const LACKING = 'lacking';

/** Months from the first that anybody published; a month that lacks an entity is a figure of another kind. */
export function monthsOf(points: readonly GroupPoint[]): TableMonth[] {
  const first = points.findIndex(({ published }) => published > 0);
  return (first < 0 ? [] : points.slice(first)).map(
    ({ period, cost, missing }) => ({
      period,
      costs: { [missing > 0 ? LACKING : WHOLE]: cost },
    }),
  );
}

/** The same, to be drawn. */
export function drawnMonths(months: readonly TableMonth[]): StackedMonth[] {
  return months.map(({ period, costs }) => ({
    period,
    values: Object.fromEntries(
      [WHOLE, LACKING].map(id => [id, drawn(costs[id] ?? null)]),
    ),
  }));
}
