import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { components } from '../../../api/schema';
import { Section } from '../Section';
import { changesSomething, unpricedAfter } from './dryRun';
import { ChangesTable } from './ChangesTable';
import type { RunReport } from './runMarks';
import styles from './runs.module.css';
import { runsTranslationRef } from './translation';
import { useChangeSaid } from './useChangeSaid';

export type Change = components['schemas']['DryRunChange'];

/** What a dry run says a run would change: in words, and as a table. */
export function Changes({
  run,
  changes,
}: {
  run: RunReport;
  changes: Change[];
}) {
  const { t } = useTranslationRef(runsTranslationRef);
  const said = useChangeSaid();
  const changed = changes.filter(changesSomething);
  const same = changes.length - changed.length;
  const unpriced = unpricedAfter(run.report);
  return (
    <Section title={t('changes')} hint={t('changesHint')}>
      <ul className={styles.sentences}>
        {changed.map(change => (
          <li key={`${change.domainId}/${change.period}`}>{said(change)}</li>
        ))}
        {same > 0 && <li>{t('unchanged', { count: same })}</li>}
        {unpriced.map(({ view, rows }) => (
          <li key={view}>{t('unpricedAfter', { view, count: rows })}</li>
        ))}
      </ul>
      <ChangesTable changes={changes} />
    </Section>
  );
}
