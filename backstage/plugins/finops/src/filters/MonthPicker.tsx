import { useRead } from '../api/useRead';
import { MonthSelect } from './MonthSelect';
import { useFilters } from './useFilters';

/** The months that the entity has published. */
export function MonthPicker({ period }: { period: string | null }) {
  const { filters } = useFilters();
  const status = useRead('/v1/local/status', {}).data?.data;
  return (
    <MonthSelect
      shown={filters.period ?? period ?? status?.latestPeriod ?? null}
      months={status?.periods.map(month => month.period) ?? []}
    />
  );
}
