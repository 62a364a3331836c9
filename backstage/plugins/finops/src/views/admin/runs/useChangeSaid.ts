import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from '../../../figures/useFormats';
import type { Change } from './Changes';
import { runsTranslationRef } from './translation';

/** "Public cloud, October 2026: +312 rows, +4,211 EUR; 3 applications change by more than 10%." */
export function useChangeSaid(): (change: Change) => string {
  const { t } = useTranslationRef(runsTranslationRef);
  const formats = useFormats();
  return change => {
    const { rowsDelta, costDelta, currency, applicationsChanged } = change;
    const what = t('change', {
      domain: change.domainLabel ?? change.domainId,
      month: formats.month(change.period),
      rows: t('changedRows', {
        count: Math.abs(rowsDelta),
        rows: formats.signedQuantity(rowsDelta),
      }),
      cost:
        costDelta === null
          ? t('costUnknown')
          : `${formats.signed(costDelta)} ${currency ?? ''}`.trim(),
    });
    return applicationsChanged
      ? `${what}; ${t('applicationsChange', { count: applicationsChanged })}`
      : what;
  };
}
