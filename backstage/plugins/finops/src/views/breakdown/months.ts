import { drawn, sumOf, type Amount } from '../../api/amount';
import type { StackedMonth } from '../../charts/StackedMonths';
import type { TableMonth } from '../../charts/MonthsTable';

interface Point {
  period: string;
  cost: Amount | null;
  published: boolean;
}

export interface Course {
  id: string;
  points: readonly Point[];
}

/** All that is too small for a colour of its own, as one. */
export const REST = 'rest';

/** The costliest first, as the API has them: the first `most`, and the others added up where there are more. */
export function fewOf(courses: readonly Course[], most: number): Course[] {
  if (courses.length <= most) {
    return [...courses];
  }
  const others = courses.slice(most - 1);
  const points = others[0]?.points.map(({ period }, index) => {
    const those = others.flatMap(({ points: of }) => of[index] ?? []);
    return {
      period,
      cost: added(those.map(({ cost }) => cost)),
      published: those.some(({ published }) => published),
    };
  });
  return [...courses.slice(0, most - 1), { id: REST, points: points ?? [] }];
}

/** Months from the first that was published: as a table has them, with their totals. */
export function monthsOf(courses: readonly Course[]): TableMonth[] {
  const periods = courses[0]?.points.map(({ period }) => period) ?? [];
  const first = periods.findIndex((_, index) =>
    courses.some(({ points }) => points[index]?.published),
  );
  return periods
    .map((period, index) => {
      const costs = courses.map(({ id, points }) => ({
        id,
        cost: points[index]?.cost ?? null,
      }));
      return {
        period,
        cost: added(costs.map(({ cost }) => cost)),
        costs: Object.fromEntries(costs.map(({ id, cost }) => [id, cost])),
      };
    })
    .slice(first < 0 ? periods.length : first);
}

/** The same, to be drawn. */
export function drawnMonths(months: readonly TableMonth[]): StackedMonth[] {
  return months.map(({ period, costs }) => ({
    period,
    values: Object.fromEntries(
      Object.entries(costs).map(([id, cost]) => [id, drawn(cost)]),
    ),
  }));
}

/** What is known of them; null where nothing is. */
function added(costs: readonly (Amount | null)[]): Amount | null {
  const known = costs.filter(cost => cost !== null);
  return known.length > 0 ? sumOf(known) : null;
}
