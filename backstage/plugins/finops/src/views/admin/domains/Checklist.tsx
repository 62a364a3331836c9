import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import styles from '../forms.module.css';
import { Section } from '../Section';
import { StatusMark } from '../../../states/StatusMark';
import type { DomainDetail } from './DomainPage';
import { domainsAdminTranslationRef } from './translation';

type Checked = DomainDetail['checklist'];

/** What enabling a domain takes, item by item, and the run that it is judged by. */
export function Checklist({ checklist }: { checklist: Checked }) {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const lacks = checklist.items.filter(({ ok }) => !ok).length;
  return (
    <Section
      title={t('checklist')}
      hint={
        checklist.ready
          ? t('checklistMet')
          : t('checklistLacks', { count: lacks })
      }
    >
      <ul className={styles.plain}>
        {checklist.items.map(({ key, ok, message }) => (
          <li key={key}>
            <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
              <StatusMark
                mark={ok ? 'good' : 'warning'}
                label={t(ok ? 'met' : 'unmet')}
              />
              <Text weight="bold">{t(`item.${key}`)}</Text>
              <Text color="secondary">{message}</Text>
            </Flex>
          </li>
        ))}
      </ul>
      {checklist.evidence ? (
        <Evidence evidence={checklist.evidence} />
      ) : (
        <Text color="secondary">{t('noEvidence')}</Text>
      )}
    </Section>
  );
}

function Evidence({
  evidence,
}: {
  evidence: NonNullable<Checked['evidence']>;
}) {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  return (
    <>
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        <Text color="secondary">
          {t('evidence', { time: formats.time(evidence.startedAt) })}
        </Text>
        <Link href={links.admin(`runs/${evidence.runId}`)}>{t('toRun')}</Link>
      </Flex>
      <div className={styles.scrolled}>
        <table className={styles.figures}>
          <thead>
            <tr>
              <th data-text scope="col">
                {t('month')}
              </th>
              <th data-text scope="col">
                {t('metric')}
              </th>
              <th scope="col">{t('source')}</th>
              <th scope="col">{t('unallocated')}</th>
              <th scope="col">{t('rejected')}</th>
              <th scope="col">{t('balanced')}</th>
            </tr>
          </thead>
          <tbody>
            {evidence.totals.map(total => (
              <tr key={`${total.period}/${total.metric}`}>
                <th scope="row">{formats.month(total.period)}</th>
                <td data-text>{total.metric}</td>
                <td title={formats.exact(total.source)}>
                  {formats.quantity(total.source)}
                </td>
                <Share of={total.unallocatedShare} />
                <Share of={total.rejectedShare} />
                <td>{t(total.balanced ? 'yes' : 'no')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

type Total = NonNullable<Checked['evidence']>['totals'][number];

function Share({ of }: { of: Total['rejectedShare'] }) {
  const formats = useFormats();
  return <td>{of === null ? '–' : formats.share(of)}</td>;
}
