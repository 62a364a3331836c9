import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useRead } from '../api/useRead';
import { filtersTranslationRef } from './translation';
import { useFilters } from './useFilters';

export function PricingViewPicker() {
  const { t } = useTranslationRef(filtersTranslationRef);
  const { filters, change } = useFilters();
  const views = useRead('/v1/local/pricing-views', {}).data?.data ?? [];
  const standard = views.find(view => view.isDefault)?.pricingViewId;
  return (
    <Select
      label={t('pricingView')}
      options={views.map(view => ({
        id: view.pricingViewId,
        label: `${view.label} (${view.currency})`,
      }))}
      value={filters.pricingView ?? standard ?? null}
      // The default is left out of addresses, so that they stay right when another one becomes it.
      onChange={key =>
        change({ pricingView: key === standard ? undefined : String(key) })
      }
    />
  );
}
