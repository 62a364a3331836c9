import { csvText } from '../../tables/csvText';
import type { HistoryLine } from './lines';

const NAMES = [
  'level',
  'id',
  'label',
  'pricingView',
  'currency',
  'period',
  'cost',
  'unpricedRows',
  'published',
];

/** Every month of every line; empty where a cost is unknown. */
export function historyCsv(lines: readonly HistoryLine[]): string {
  const rows = lines.flatMap(({ chosen, ...line }) =>
    line.points.map(({ period, cost, unpricedRows, published }) => [
      chosen.level,
      chosen.id,
      line.label,
      line.pricingView,
      line.currency,
      period,
      cost,
      unpricedRows,
      published,
    ]),
  );
  return csvText(NAMES, rows);
}
