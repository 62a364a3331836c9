import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Flex, Select } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { useRead } from '../api/useRead';
import { useFormats } from '../figures/useFormats';
import { monthsAfter } from './months';
import { filtersTranslationRef } from './translation';
import { useFilters } from './useFilters';

export function MonthPicker({ period }: { period: string | null }) {
  const { t } = useTranslationRef(filtersTranslationRef);
  const formats = useFormats();
  const { filters, change } = useFilters();
  const status = useRead('/v1/local/status', {}).data?.data;
  const shown = filters.period ?? period ?? status?.latestPeriod ?? null;
  const months = new Set(status?.periods.map(month => month.period));
  if (shown) {
    months.add(shown);
  }
  const options = [...months].sort().reverse();
  const go = (count: number) =>
    shown && change({ period: monthsAfter(shown, count) });
  return (
    <Flex align="end" gap="1">
      <ButtonIcon
        aria-label={t('previous')}
        icon={<RiArrowLeftSLine />}
        variant="secondary"
        isDisabled={!shown}
        onPress={() => go(-1)}
      />
      <Select
        label={t('month')}
        options={options.map(value => ({
          id: value,
          label: formats.month(value),
        }))}
        value={shown}
        onChange={key => change({ period: String(key) })}
      />
      <ButtonIcon
        aria-label={t('next')}
        icon={<RiArrowRightSLine />}
        variant="secondary"
        isDisabled={!shown}
        onPress={() => go(1)}
      />
    </Flex>
  );
}
