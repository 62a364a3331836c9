import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { AgainstPicker } from './AgainstPicker';
import { EnvironmentPicker } from './EnvironmentPicker';
import styles from './filters.module.css';
import { MonthPicker } from './MonthPicker';
import { PricingViewPicker } from './PricingViewPicker';
import { filtersTranslationRef } from './translation';

/** Filters that a view does without. */
export type Without = 'month' | 'environment' | 'pricingView';

interface FilterBarProps {
  /** The month that is shown, also when the address names none. */
  period: string | null;
  without?: readonly Without[];
  /** Whether one chooses here what the month is compared with. */
  compared?: boolean;
}

/** The filters of every view. They live in the address: a change keeps the view, a link keeps them. */
export function FilterBar({ period, without = [], compared }: FilterBarProps) {
  return (
    <FilterGroup>
      {!without.includes('month') && <MonthPicker period={period} />}
      {!without.includes('pricingView') && <PricingViewPicker />}
      {!without.includes('environment') && (
        <EnvironmentPicker period={period} />
      )}
      {compared && <AgainstPicker />}
    </FilterGroup>
  );
}

/** Pickers beside each other. */
export function FilterGroup({ children }: { children: ReactNode }) {
  const { t } = useTranslationRef(filtersTranslationRef);
  return (
    <div role="group" aria-label={t('label')} className={styles.bar}>
      {children}
    </div>
  );
}
