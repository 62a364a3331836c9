import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Amount } from '../api/amount';
import styles from './figures.module.css';
import { figuresTranslationRef } from './translation';
import { useFormats } from './useFormats';

interface MoneyProps {
  /** null: unknown, which is not nothing. */
  amount: Amount | null;
  /** Said where it is not said for the whole table or tile. */
  currency?: string | null;
  /** How many lines that belong here have no price. */
  unpricedRows?: number;
}

/** An amount as people read it; hovering shows every digit, `data` holds them for programs. */
export function Money({ amount, currency, unpricedRows = 0 }: MoneyProps) {
  const formats = useFormats();
  const { t } = useTranslationRef(figuresTranslationRef);
  const without =
    unpricedRows > 0 ? t('unpriced', { count: unpricedRows }) : undefined;
  if (amount === null) {
    return (
      <span className={styles.unknown} title={without}>
        {t('unknown')}
      </span>
    );
  }
  const shown =
    currency === undefined
      ? formats.amount(amount)
      : formats.money(amount, currency);
  return (
    <data
      value={String(amount)}
      className={without ? styles.partial : styles.figure}
      title={[formats.exact(amount), without].filter(Boolean).join(' · ')}
    >
      {shown}
      {without && <span className={styles.hidden}> ({without})</span>}
    </data>
  );
}
