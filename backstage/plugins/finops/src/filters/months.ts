/** Months as the API writes them: YYYY-MM. */

const MONTHS = 12;

/** The month `count` months after `period` (before it, when negative). */
export function monthsAfter(period: string, count: number): string {
  const [year = 0, month = 1] = period.split('-').map(Number);
  const months = year * MONTHS + (month - 1) + count;
  return `${String(Math.floor(months / MONTHS)).padStart(4, '0')}-${String(
    (months % MONTHS) + 1,
  ).padStart(2, '0')}`;
}

/** Every month from `from` to `to`, both included. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthsAfter(month, 1)) {
    months.push(month);
  }
  return months;
}

/** Noon of its first day, so that no time zone moves it to another month. */
export function dayOf(period: string): Date {
  return new Date(`${period}-01T12:00:00Z`);
}
