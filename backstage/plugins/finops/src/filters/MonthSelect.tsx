import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Flex, Select } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { useFormats } from '../figures/useFormats';
import { monthsAfter } from './months';
import { filtersTranslationRef } from './translation';
import { useFilters } from './useFilters';

interface MonthSelectProps {
  shown: string | null;
  /** To choose from; the month that is shown is always among them. */
  months: readonly string[];
}

/** A month from a list, or the one before or after. */
export function MonthSelect({ shown, months }: MonthSelectProps) {
  const { t } = useTranslationRef(filtersTranslationRef);
  const formats = useFormats();
  const { change } = useFilters();
  const options = [...new Set(shown ? [...months, shown] : months)]
    .sort()
    .reverse();
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
