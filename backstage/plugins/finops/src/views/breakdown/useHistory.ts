import { useRead, type Read } from '../../api/useRead';
import { monthsAfter } from '../../filters/months';
import { useFilters } from '../../filters/useFilters';

const PATH = '/v1/local/history';
const MONTHS = 24;
/** The most series that the API gives. */
const SERIES = 100;

type Of =
  | { by: 'family'; domain: string[] }
  | { by: 'product'; family: string[]; domain?: string[] };

/** Two years up to the month that is shown, by what something consists of. */
export function useHistory(of: Of): Read<typeof PATH> {
  const { filters } = useFilters();
  const status = useRead('/v1/local/status', {}).data?.data;
  const { pricingView, environment } = filters;
  const to = filters.period ?? status?.latestPeriod ?? undefined;
  return useRead(
    PATH,
    {
      query: {
        ...of,
        pricingView,
        environment,
        from: to && monthsAfter(to, 1 - MONTHS),
        to,
        limit: SERIES,
      },
    },
    { enabled: to !== undefined },
  );
}
