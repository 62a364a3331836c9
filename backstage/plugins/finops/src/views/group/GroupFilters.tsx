import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useRead } from '../../api/useRead';
import { AgainstPicker } from '../../filters/AgainstPicker';
import { FilterGroup } from '../../filters/FilterBar';
import { monthsAfter, monthsBetween } from '../../filters/months';
import { MonthSelect } from '../../filters/MonthSelect';
import { PricingViewSelect } from '../../filters/PricingViewPicker';
import { filtersTranslationRef } from '../../filters/translation';
import { useFilters } from '../../filters/useFilters';
import { EntityPicker } from './EntityPicker';

const BACK = 24;
const ALL = 'all';

export type GroupFilter = 'month' | 'pricingView' | 'entity' | 'against';

interface GroupFiltersProps {
  /** The month that is shown, also when the address names none. */
  period: string | null;
  shown: readonly GroupFilter[];
}

/** The filters of the group's views, kept in the address as those of all others. */
export function GroupFilters({ period, shown }: GroupFiltersProps) {
  return (
    <FilterGroup>
      {shown.includes('month') && <Month period={period} />}
      {shown.includes('pricingView') && <PricingView />}
      {shown.includes('entity') && <EntityPicker />}
      {shown.includes('pricingView') && <Environment />}
      {shown.includes('against') && <AgainstPicker />}
    </FilterGroup>
  );
}

/** Two years to choose from: any of the entities may have published any of them. */
function Month({ period }: { period: string | null }) {
  const { filters } = useFilters();
  const now = new Date().toISOString().slice(0, 'YYYY-MM'.length);
  return (
    <MonthSelect
      shown={filters.period ?? period}
      months={monthsBetween(monthsAfter(now, -BACK), now)}
    />
  );
}

function PricingView() {
  const read = useRead('/v1/group/pricing-views', {});
  return <PricingViewSelect views={read.data?.data ?? []} />;
}

/** Entities call their environments as they like, so none is offered; one that a link brought along is told, and can be left. */
function Environment() {
  const { t } = useTranslationRef(filtersTranslationRef);
  const { filters, change } = useFilters();
  const { environment } = filters;
  if (!environment) {
    return null;
  }
  return (
    <Select
      label={t('environment')}
      options={[
        { id: ALL, label: t('allEnvironments') },
        { id: environment, label: environment },
      ]}
      value={environment}
      onChange={key => key === ALL && change({ environment: undefined })}
    />
  );
}
