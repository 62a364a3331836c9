import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Money } from '../../../figures/Money';
import { useFormats } from '../../../figures/useFormats';
import { changesSomething } from './dryRun';
import type { Change } from './Changes';
import styles from './runs.module.css';
import { runsTranslationRef } from './translation';

/** Every domain and month of a dry run, before and after; first those that would change. */
export function ChangesTable({ changes }: { changes: Change[] }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const formats = useFormats();
  const ordered = [
    ...changes.filter(changesSomething),
    ...changes.filter(change => !changesSomething(change)),
  ];
  const currency = changes.find(change => change.currency)?.currency;
  return (
    <div
      className={styles.scrolled}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
      tabIndex={0}
      role="region"
      aria-label={t('changes')}
    >
      {currency && (
        <Text color="secondary">{t('amountsIn', { currency })}</Text>
      )}
      <table className={styles.steps}>
        <thead>
          <tr>
            <th scope="col">{t('domain')}</th>
            <th scope="col">{t('month')}</th>
            <th scope="col">{t('rowsBefore')}</th>
            <th scope="col">{t('rowsAfter')}</th>
            <th scope="col">{t('costBefore')}</th>
            <th scope="col">{t('costAfter')}</th>
            <th scope="col">{t('costDelta')}</th>
            <th scope="col">{t('applications')}</th>
          </tr>
        </thead>
        <tbody>
          {ordered.map(change => (
            <tr
              key={`${change.domainId}/${change.period}`}
              data-changed={changesSomething(change)}
            >
              <th scope="row">{change.domainLabel ?? change.domainId}</th>
              <td>{formats.shortMonth(change.period)}</td>
              <td>{formats.exact(change.rowsBefore)}</td>
              <td>{formats.exact(change.rowsAfter)}</td>
              <td>
                <Money amount={change.costBefore} />
              </td>
              <td>
                <Money amount={change.costAfter} />
              </td>
              <td>
                {change.costDelta === null
                  ? null
                  : formats.signed(change.costDelta)}
              </td>
              <td>
                {change.applicationsChanged === null
                  ? null
                  : formats.exact(change.applicationsChanged)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
