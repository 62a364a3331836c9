import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiLockLine, RiLockUnlockLine } from '@remixicon/react';
import styles from './months.module.css';
import { monthsTranslationRef } from './translation';

/** Whether a month may still change. */
export function MonthStatus({ status }: { status: 'OPEN' | 'CLOSED' }) {
  const { t } = useTranslationRef(monthsTranslationRef);
  const Icon = status === 'CLOSED' ? RiLockLine : RiLockUnlockLine;
  return (
    <span className={styles.status}>
      <Icon size={16} aria-hidden />
      {t(`statuses.${status}`)}
    </span>
  );
}
