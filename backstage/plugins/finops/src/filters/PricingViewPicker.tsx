import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useRead } from '../api/useRead';
import { filtersTranslationRef } from './translation';
import { useFilters } from './useFilters';

/** The pricing views that the entity has. */
export function PricingViewPicker() {
  const views = useRead('/v1/local/pricing-views', {}).data?.data ?? [];
  return <PricingViewSelect views={views} />;
}

interface PricingViewSelectProps {
  views: readonly {
    pricingViewId: string;
    label: string;
    currency: string;
    isDefault: boolean;
  }[];
}

export function PricingViewSelect({ views }: PricingViewSelectProps) {
  const { t } = useTranslationRef(filtersTranslationRef);
  const { filters, change } = useFilters();
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
