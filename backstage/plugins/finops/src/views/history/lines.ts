import type { Amount } from '../../api/amount';
import { drawn } from '../../api/amount';
import { NONE } from '../../api/reserved';
import { coloursOf } from '../../charts/palette';
import { written, type Chosen, type Level } from './chosen';
import type { HistoryAnswer } from './useHistories';

type Series = HistoryAnswer['data'][number];
export type Point = Series['points'][number];

/** One series of one pricing view. */
export interface HistoryLine {
  /** Unlike every other's. */
  id: string;
  chosen: Chosen;
  /** What it is of; empty for the total. */
  label: string;
  domainId: string | null;
  pricingView: string | null;
  currency: string | null;
  /** Of all months. */
  cost: Amount | null;
  unpricedRows: number;
  points: readonly Point[];
}

function levelOf(series: Series): Level {
  if (series.applicationId !== null) return 'application';
  if (series.productId !== null) return 'product';
  if (series.familyId !== null) return 'family';
  return series.domainId !== null ? 'domain' : 'total';
}

function labelOf(level: Level, series: Series): string {
  if (level === 'total') {
    return '';
  }
  const label = series[`${level}Label`] ?? series[`${level}Id`] ?? '';
  if (label === NONE) {
    return series.domainLabel ?? label;
  }
  // Families of several domains are called alike.
  return level === 'family' ? `${label} (${series.domainLabel})` : label;
}

/** All series of all answers, in the order in which they were chosen, those of one series beside each other. */
export function linesOf(
  answers: readonly HistoryAnswer[],
  chosen: readonly Chosen[],
): HistoryLine[] {
  const lines = answers.flatMap(({ data, meta }) =>
    data.map((series): HistoryLine => {
      const level = levelOf(series);
      const id = level === 'total' ? '' : series[`${level}Id`] ?? '';
      const of = { level, id };
      const apart = id === NONE ? series.domainId : null;
      return {
        id: [written(of), apart, meta.pricingView].filter(Boolean).join('@'),
        chosen: of,
        label: labelOf(level, series),
        domainId: series.domainId,
        pricingView: meta.pricingView,
        currency: meta.currency,
        cost: series.cost,
        unpricedRows: series.unpricedRows,
        points: series.points,
      };
    }),
  );
  // A view that is asked for by its name and as the default one answers twice.
  const apart = [...new Map(lines.map(line => [line.id, line])).values()];
  const order = chosen.length
    ? chosen.map(written)
    : apart.map(line => written(line.chosen));
  const place = (line: HistoryLine) => order.indexOf(written(line.chosen));
  return apart.sort((one, other) => place(one) - place(other));
}

/** Colours of series: a domain's is its own everywhere, the total's is the text's, others get what domains here leave. */
export function seriesColours(
  lines: readonly HistoryLine[],
  ofDomain: (id: string) => string,
): (line: HistoryLine) => string {
  const ids = (level: (of: Level) => boolean) => [
    ...new Set(
      lines
        .filter(line => level(line.chosen.level))
        .map(line => written(line.chosen)),
    ),
  ];
  const domains = lines
    .filter(line => line.chosen.level === 'domain')
    .map(line => ofDomain(line.chosen.id));
  const others = coloursOf(
    ids(level => level !== 'domain' && level !== 'total'),
    domains,
  );
  return ({ chosen }) => {
    switch (chosen.level) {
      case 'total':
        return 'var(--bui-fg-primary)';
      case 'domain':
        return ofDomain(chosen.id);
      default:
        return others.get(written(chosen)) ?? 'var(--finops-series-others)';
    }
  };
}

/** Points as percentages of the first that is known and above nothing; null where there is none to compare with. */
export function indexed(
  points: readonly { cost: Amount | null }[],
): (number | null)[] {
  const costs = points.map(point => drawn(point.cost));
  const base = costs.find(cost => cost !== null && cost > 0);
  return costs.map(cost =>
    cost === null || base === undefined || base === null
      ? null
      : (cost / base) * 100,
  );
}
