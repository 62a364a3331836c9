import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useRead } from '../../api/useRead';
import { useFormats } from '../../figures/useFormats';
import { monthsBetween } from '../../filters/months';
import { useFilters } from '../../filters/useFilters';
import { MOST_VIEWS } from './chosen';
import styles from './history.module.css';
import { historyTranslationRef } from './translation';
import { useAddressedList, type HistoryState } from './useChosen';

/** Which months, amounts or index, and which pricing views beside the filters' own. */
export function HistoryFilters({ state }: { state: HistoryState }) {
  const { t } = useTranslationRef(historyTranslationRef);
  const { change } = useFilters();
  return (
    <div className={styles.filters}>
      <Range range={state.range} />
      <Beside state={state} />
      <ToggleButtonGroup
        aria-label={t('shownAs')}
        selectedKeys={[state.indexed ? 'index' : 'absolute']}
        disallowEmptySelection
        onSelectionChange={keys =>
          change({ as: keys.has('index') ? 'index' : undefined })
        }
      >
        <ToggleButton id="absolute">{t('absolute')}</ToggleButton>
        <ToggleButton id="index">{t('index')}</ToggleButton>
      </ToggleButtonGroup>
    </div>
  );
}

/** From the first month that was ever published to the last. */
function Range({ range }: { range: HistoryState['range'] }) {
  const { t } = useTranslationRef(historyTranslationRef);
  const formats = useFormats();
  const { change } = useFilters();
  const periods = useRead('/v1/local/status', {}).data?.data.periods ?? [];
  const published = periods.map(({ period }) => period);
  const known = [...published, ...(range ? [range.from, range.to] : [])].sort();
  const [first, last] = [known.at(0), known.at(-1)];
  const months = first && last ? monthsBetween(first, last).reverse() : [];
  const options = months.map(id => ({ id, label: formats.month(id) }));
  const later = (one: string, other: string) => (one > other ? one : other);
  const earlier = (one: string, other: string) => (one < other ? one : other);
  return (
    <>
      <Select
        label={t('from')}
        options={options}
        value={range?.from ?? null}
        onChange={key => {
          const from = String(key);
          change({ from, to: range ? later(from, range.to) : undefined });
        }}
      />
      <Select
        label={t('to')}
        options={options}
        value={range?.to ?? null}
        onChange={key => {
          const to = String(key);
          change({ to, from: range ? earlier(to, range.from) : undefined });
        }}
      />
    </>
  );
}

function Beside({ state: { views } }: { state: HistoryState }) {
  const { t } = useTranslationRef(historyTranslationRef);
  const { filters } = useFilters();
  const [, setBeside] = useAddressedList('with');
  const offered = useRead('/v1/local/pricing-views', {}).data?.data ?? [];
  const others = offered.filter(({ pricingViewId, isDefault }) =>
    filters.pricingView ? pricingViewId !== filters.pricingView : !isDefault,
  );
  const [, ...beside] = views;
  return (
    <Select
      label={t('with')}
      selectionMode="multiple"
      placeholder={t('noOther')}
      options={others.map(({ pricingViewId, label, currency }) => ({
        id: pricingViewId,
        label: `${label} (${currency})`,
        disabled: views.length >= MOST_VIEWS && !beside.includes(pricingViewId),
      }))}
      value={beside.filter(view => view !== undefined)}
      onChange={keys => setBeside(keys.map(String))}
    />
  );
}
