import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import type { Amount } from '../api/amount';
import styles from './figures.module.css';
import { figuresTranslationRef } from './translation';
import { useFormats } from './useFormats';

interface DeltaProps {
  /** The two figures that are compared, with what the API made of them. */
  of: {
    cost: Amount | null;
    previousCost: Amount | null;
    delta: Amount | null;
    deltaPercent: Amount | null;
  };
  /** Without the percentage, where there is no room for it. */
  short?: boolean;
}

/**
 * How a figure changed: arrow, amount and percentage. Neither good nor bad by itself, so without colour. Against nothing it is
 * new; where one of the two is unknown there is nothing to say.
 */
export function Delta({ of, short }: DeltaProps) {
  const formats = useFormats();
  const { t } = useTranslationRef(figuresTranslationRef);
  if (of.delta === null) {
    const isNew = of.cost !== null && of.previousCost === null;
    return (
      <span className={styles.muted}>
        {isNew ? t('new') : <span title={t('noComparison')}>–</span>}
      </span>
    );
  }
  const change = Number(of.delta);
  if (change === 0) {
    return <span className={styles.muted}>{t('unchanged')}</span>;
  }
  const Arrow = change > 0 ? RiArrowUpLine : RiArrowDownLine;
  const amount = formats.signed(of.delta);
  return (
    <data
      value={String(of.delta)}
      className={styles.delta}
      title={formats.exact(of.delta)}
    >
      <Arrow size={14} aria-hidden />
      <span className={styles.hidden}>
        {t(change > 0 ? 'increase' : 'decrease')}
      </span>
      {amount}
      {!short && of.deltaPercent !== null && (
        <span className={styles.muted}>
          {formats.signedPercent(of.deltaPercent)}
        </span>
      )}
    </data>
  );
}
