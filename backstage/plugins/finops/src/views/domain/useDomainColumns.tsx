import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { RiErrorWarningLine } from '@remixicon/react';
import { useDomains } from '../../charts/useDomains';
import { Money } from '../../figures/Money';
import { Delta } from '../../figures/Delta';
import { ShareBar } from '../../figures/ShareBar';
import { useFormats } from '../../figures/useFormats';
import { useLinks } from '../../filters/useLinks';
import type { ListColumn } from '../../tables/ListTable';
import { breakdownTranslationRef } from '../breakdown/translation';
import styles from './domain.module.css';
import type { Listed } from './listed';
import { domainTranslationRef } from './translation';

export function useDomainColumns(): ListColumn<Listed>[] {
  const { t } = useTranslationRef(domainTranslationRef);
  const { t: shared } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  const domains = useDomains();
  const figure = { figure: true, sortable: true };
  return [
    {
      id: 'label',
      label: shared('column.name'),
      heads: true,
      sortable: true,
      cell: row => <Name of={row} colour={domains.colour(row.domainId)} />,
    },
    {
      ...figure,
      id: 'cost',
      label: shared('column.cost'),
      cell: row => <Money amount={row.cost} unpricedRows={row.unpricedRows} />,
    },
    {
      id: 'share',
      label: shared('column.share'),
      cell: row => (
        <ShareBar share={row.share} colour={domains.colour(row.domainId)} />
      ),
    },
    {
      ...figure,
      id: 'previousCost',
      label: shared('column.previousCost'),
      cell: ({ previousCost }) =>
        previousCost === null ? '–' : <Money amount={previousCost} />,
    },
    {
      ...figure,
      id: 'delta',
      label: shared('column.delta'),
      cell: row => <Delta of={row} />,
    },
    { id: 'mode', label: t('mode'), cell: row => <Mode of={row.domainMode} /> },
    {
      id: 'allocatedShare',
      label: t('allocatedShare'),
      figure: true,
      cell: ({ allocatedShare }) =>
        allocatedShare === null ? '–' : formats.share(allocatedShare),
    },
  ];
}

function Name({ of, colour }: { of: Listed; colour: string }) {
  const { t } = useTranslationRef(domainTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  return (
    <span className={styles.name}>
      <span
        className={styles.swatch}
        style={{ background: colour }}
        aria-hidden
      />
      <Link href={links.domain(of.domainId)}>{of.domainLabel}</Link>
      {of.missing && (
        <span className={styles.missing} title={of.missing.reason ?? undefined}>
          <RiErrorWarningLine size={14} aria-hidden />
          {t('missing', { day: formats.day(of.missing.since) })}
        </span>
      )}
    </span>
  );
}

/** The words of the field; hovering says what they mean. */
function Mode({ of }: { of: Listed['domainMode'] }) {
  const { t } = useTranslationRef(domainTranslationRef);
  if (of === null) {
    return <>–</>;
  }
  const meaning = of === 'DIRECT' ? t('direct') : t('indirect');
  return <span title={meaning}>{of}</span>;
}
