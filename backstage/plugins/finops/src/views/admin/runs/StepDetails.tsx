import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import { Facts } from '../Facts';
import { StatusMark } from '../../../states/StatusMark';
import { Advice } from './Advice';
import type { RunStep } from './runMarks';
import styles from './runs.module.css';
import { runsTranslationRef } from './translation';

/** What a step found, what it refused and why, and whether its totals add up. */
export function StepDetails({ step }: { step: RunStep }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  const rejects = step.rejectReasons.map(
    ({ reason, count }) => `${formats.exact(count)} × ${reason}`,
  );
  return (
    <Flex direction="column" gap="3" className={styles.details}>
      {step.error && (
        <div className={styles.fault}>
          <Text>
            {step.errorCode}: {step.error}
          </Text>
          <Advice code={step.errorCode} />
        </div>
      )}
      <Facts
        facts={[
          [t('function'), step.ingestFunction],
          [t('policy'), t(`policies.${step.failurePolicy}`)],
          [t('records'), formats.exact(step.records)],
          [t('rejectReasons'), rejects.join(', ') || null],
          [t('landing'), step.landingId],
          [
            t('adoptedFrom'),
            step.adoptedFrom && (
              <Link href={links.admin(`runs/${step.adoptedFrom}`)}>
                {step.adoptedFrom}
              </Link>
            ),
          ],
        ]}
      />
      {step.reconciliation.length > 0 && <Reconciliation step={step} />}
    </Flex>
  );
}

function Reconciliation({ step }: { step: RunStep }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const formats = useFormats();
  const known = (amount: Parameters<typeof formats.quantity>[0] | null) =>
    amount === null ? t('notYet') : formats.quantity(amount);
  return (
    <table className={styles.sums}>
      <thead>
        <tr>
          <th scope="col">{t('metric')}</th>
          <th scope="col">{t('source')}</th>
          <th scope="col">{t('allocated')}</th>
          <th scope="col">{t('unallocated')}</th>
          <th scope="col">{t('rejected')}</th>
          <th scope="col">{t('sum')}</th>
        </tr>
      </thead>
      <tbody>
        {step.reconciliation.map(sum => (
          <tr key={sum.metric}>
            <th scope="row">{sum.metric}</th>
            <td>{formats.quantity(sum.source)}</td>
            <td>{known(sum.allocated)}</td>
            <td>{known(sum.unallocated)}</td>
            <td>{formats.quantity(sum.rejected)}</td>
            <td>
              <StatusMark
                mark={sum.balanced ? 'good' : 'bad'}
                label={sum.balanced ? t('balanced') : t('unbalanced')}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
