import { useSearchParams } from 'react-router-dom';
import { useRead } from '../../api/useRead';
import { monthsAfter } from '../../filters/months';
import { useFilters } from '../../filters/useFilters';
import { chosenOf, MOST_VIEWS, type Chosen } from './chosen';

const MONTHS = 24;

export interface HistoryState {
  /** Empty: nobody has chosen; the costliest domains are shown. */
  series: Chosen[];
  /** null: nothing is published. */
  range: { from: string; to: string } | null;
  /** The first is the filters' own; undefined: the API's default. */
  views: (string | undefined)[];
  indexed: boolean;
}

/** A value that an address may hold several times. */
export function useAddressedList(
  name: string,
): [string[], (values: readonly string[]) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (values: readonly string[]) =>
    setSearch(before => {
      const after = new URLSearchParams(before);
      after.delete(name);
      values.forEach(value => after.append(name, value));
      return after;
    });
  return [search.getAll(name), change];
}

const MONTH = /^\d{4}-\d{2}$/;

/** What the address says of a history. */
export function useHistoryState(): HistoryState {
  const { filters } = useFilters();
  const [search] = useSearchParams();
  const status = useRead('/v1/local/status', {}).data?.data;
  const offered = useRead('/v1/local/pricing-views', {}).data?.data;
  const standard = offered?.find(view => view.isDefault)?.pricingViewId;
  const month = (name: string) => {
    const said = search.get(name) ?? '';
    return MONTH.test(said) ? said : undefined;
  };
  const to = month('to') ?? filters.period ?? status?.latestPeriod ?? null;
  const from = month('from') ?? (to && monthsAfter(to, 1 - MONTHS));
  const first = filters.pricingView ?? standard;
  const beside = search.getAll('with').filter(view => view !== first);
  return {
    series: chosenOf(search.getAll('series')),
    range: from && to ? { from: from < to ? from : to, to } : null,
    views: [filters.pricingView, ...new Set(beside)].slice(0, MOST_VIEWS),
    indexed: search.get('as') === 'index',
  };
}
