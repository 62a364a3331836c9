import type { Change } from './Changes';

/** Whether anything of a domain and month would be another than it is. */
export function changesSomething(change: Change): boolean {
  const { rowsDelta, costBefore, costAfter, costDelta, quantities } = change;
  return (
    rowsDelta !== 0 ||
    (costDelta === null ? costBefore !== costAfter : Number(costDelta) !== 0) ||
    quantities.some(({ delta }) => Number(delta) !== 0)
  );
}

/** The part of a dry run's report that says what would have no price; the API leaves the report's form to the functions. */
interface Priced {
  slices?: { pricing?: { pricing_view_id: string; unpriced: number }[] }[];
}

/** How many rows each pricing view would have no price for; views without any are left out. */
export function unpricedAfter(
  report: unknown,
): { view: string; rows: number }[] {
  const rows = new Map<string, number>();
  const { slices = [] } = (report ?? {}) as Priced;
  for (const { pricing_view_id: view, unpriced } of slices.flatMap(
    ({ pricing = [] }) => pricing,
  )) {
    rows.set(view, (rows.get(view) ?? 0) + Number(unpriced));
  }
  return [...rows]
    .filter(([, count]) => count > 0)
    .map(([view, count]) => ({ view, rows: count }));
}
