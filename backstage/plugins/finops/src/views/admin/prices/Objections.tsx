import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { components } from '../../../api/schema';
import { useFormats } from '../../../figures/useFormats';
import styles from '../forms.module.css';
import { pricesAdminTranslationRef } from './translation';

type Changes = components['schemas']['Changes'];

/** What stands against publishing a draft, each with what to do about it. Nothing, where nothing does. */
export function Objections({ changes }: { changes: Changes }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const formats = useFormats();
  const { closedPeriods, rateChanges } = changes;
  return (
    <>
      <Conflicts conflicts={changes.conflicts} />
      {closedPeriods.length > 0 && (
        <Alert
          icon
          status="danger"
          title={t('against')}
          description={t('closed', {
            months: closedPeriods.map(formats.month).join(', '),
          })}
        />
      )}
      {rateChanges.count > 0 && (
        <Alert
          icon
          status="warning"
          title={t('rates', { count: rateChanges.count })}
          description={
            <ul className={styles.list}>
              {rateChanges.first.map(({ metric, period, before, after }) => (
                <li key={`${metric}/${period}`}>
                  {t('rate', {
                    metric,
                    month: formats.month(period),
                    before: formats.exact(before),
                    after: after === null ? t('noRate') : formats.exact(after),
                  })}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}

/** Prices of which only one can be right: nothing can be reckoned until they are mended. */
export function Conflicts({ conflicts }: { conflicts: Changes['conflicts'] }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const formats = useFormats();
  const span = (from: string, to: string | null) =>
    to === null
      ? t('from', { month: formats.month(from) })
      : t('span', { from: formats.month(from), to: formats.month(to) });
  if (conflicts.count === 0) {
    return null;
  }
  return (
    <Alert
      icon
      status="danger"
      title={t('conflicts', { count: conflicts.count })}
      description={
        <ul className={styles.list}>
          {conflicts.first.map((one, index) => (
            <li key={index}>
              {[
                t('conflict', {
                  key: one.productId ?? one.domainId ?? t('rateOf'),
                  metric: one.metric,
                  one: span(one.firstMonth, one.lastMonth),
                  other: span(one.otherFirstMonth, one.otherLastMonth),
                }),
                ...(one.at ? [`(${one.at.join(', ')})`] : []),
              ].join(' ')}
            </li>
          ))}
        </ul>
      }
    />
  );
}
