import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Amount } from '../api/amount';
import styles from './budget.module.css';
import { figuresTranslationRef } from './translation';
import { useFormats } from './useFormats';

interface BudgetBarProps {
  budget: Amount;
  cost: Amount | null;
  forecast: Amount | null;
  currency: string | null;
}

/** The part of a budget that an amount is, for reading; null where there is nothing to say. */
export function shareOf(budget: Amount, amount: Amount | null): number | null {
  const whole = Number(budget);
  return amount === null || whole <= 0 ? null : Number(amount) / whole;
}

function standingOf(
  used: number,
  expected: number | null,
): 'under' | 'atRisk' | 'over' {
  if (used > 1) {
    return 'over';
  }
  return (expected ?? 0) > 1 ? 'atRisk' : 'under';
}

/** What is used of a budget, to 100 %, and what is expected beyond what is used. Over budget says so in words too. */
export function BudgetBar({
  budget,
  cost,
  forecast,
  currency,
}: BudgetBarProps) {
  const { t } = useTranslationRef(figuresTranslationRef);
  const formats = useFormats();
  const used = shareOf(budget, cost) ?? 0;
  const expected = shareOf(budget, forecast);
  const most = Math.max(used, expected ?? 0);
  const standing = standingOf(used, expected);
  const width = (share: number) =>
    `${((Math.max(share, 0) / Math.max(most, 1)) * 100).toFixed(2)}%`;
  return (
    <>
      <div className={styles.bar} aria-hidden>
        <div
          className={styles.expected}
          style={{ width: width(expected ?? used) }}
        />
        <div
          className={standing === 'over' ? styles.over : styles.used}
          style={{ width: width(used) }}
        />
        <div className={styles.mark} style={{ insetInlineStart: width(1) }} />
      </div>
      <span className={standing === 'under' ? undefined : styles.overText}>
        {t(standing)}
      </span>
      {' · '}
      {t('ofBudget', {
        percent: formats.share(used),
        budget: formats.money(budget, currency),
      })}
      {expected !== null &&
        ` · ${t('budgetForecast', { percent: formats.share(expected) })}`}
    </>
  );
}
