import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Section } from '../Section';
import { stateOf, type RunReport } from './runMarks';
import styles from './runs.module.css';
import { StepRow } from './StepRow';
import { byBeginning, spanOf, timed } from './span';
import { runsTranslationRef } from './translation';

/** The steps of a run in the order in which they began, with the time that each took. */
export function Timeline({ run }: { run: RunReport }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const span = spanOf(run);
  const steps = [...run.steps].sort(byBeginning);
  return (
    <Section title={t('steps')} hint={t('stepsHint')}>
      <div className={styles.scrolled}>
        <table className={`${styles.steps} ${styles.timeline}`}>
          <thead>
            <tr>
              <th scope="col">{t('domain')}</th>
              <th scope="col">{t('month')}</th>
              <th scope="col">{t('status')}</th>
              <th scope="col">{t('rows')}</th>
              <th scope="col">{t('rejects')}</th>
              <th scope="col">{t('retries')}</th>
              <th scope="col">{t('time')}</th>
              <th scope="col">{t('course')}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(step => (
              <StepRow
                key={`${step.domainId}/${step.period}`}
                step={step}
                state={stateOf(step, run)}
                place={timed(step, span)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
