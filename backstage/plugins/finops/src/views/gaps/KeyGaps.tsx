import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { useDomains } from '../../charts/useDomains';
import { ShareBar } from '../../figures/ShareBar';
import { useFormats } from '../../figures/useFormats';
import { useFilters } from '../../filters/useFilters';
import { useLinks } from '../../filters/useLinks';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import { ShownCsvButton } from '../../tables/ShownCsvButton';
import {
  gapOf,
  gapsCsv,
  type Kind,
  type KeyGap,
  type Unallocated,
} from './lacking';
import { Keys } from './Keys';
import { Metric, Quantity } from './Quantity';
import { Section } from './Section';
import { gapsTranslationRef } from './translation';

type UnpricedMeta = Answer<'/v1/local/unpriced'>['meta'];

interface KeyGapsProps {
  kind: Kind;
  rows: readonly Unallocated[];
  /** Says what it costs, once it is there. */
  meta?: UnpricedMeta;
}

/** What carries a key that nothing is known by: no application, or no product. */
export function KeyGaps({ kind, rows, meta }: KeyGapsProps) {
  const { t } = useTranslationRef(gapsTranslationRef);
  const links = useLinks();
  const { filters } = useFilters();
  const gap = kind === 'application' ? 'applications' : 'products';
  const found = rows
    .map(row => gapOf(row, kind))
    .filter(({ without }) => Number(without) !== 0)
    .sort((one, other) => Number(other.share) - Number(one.share));
  const columns = useColumns();
  return (
    <Section
      gap={gap}
      sum={kind === 'application' && meta && <Sum meta={meta} />}
      mend={{
        part: 'referential',
        label: t('toKeys'),
        href: links.admin('keys'),
      }}
    >
      {filters.environment && (
        <Text color="secondary">{t('allEnvironments')}</Text>
      )}
      {found.length === 0 ? (
        <Text>{t(`${gap}.none`)}</Text>
      ) : (
        <ListTable
          id={`gaps.${gap}`}
          title={t('byMetric')}
          columns={columns}
          rows={found}
          filters={
            <ShownCsvButton
              title={t(`${gap}.title`)}
              fileName={`${gap}.csv`}
              text={() => gapsCsv(found)}
            />
          }
        />
      )}
    </Section>
  );
}

function Sum({ meta: { total, currency } }: { meta: UnpricedMeta }) {
  const { t } = useTranslationRef(gapsTranslationRef);
  const formats = useFormats();
  const { unallocatedCost, cost } = total;
  if (unallocatedCost === null) {
    return null;
  }
  const whole = Number(cost ?? 0);
  const allocated = whole > 0 ? 1 - Number(unallocatedCost) / whole : null;
  return (
    <>
      {t('applications.sum', {
        amount: formats.money(unallocatedCost, currency),
      })}
      {allocated !== null &&
        ` · ${t('applications.allocated', {
          share: formats.share(allocated),
        })}`}
    </>
  );
}

function useColumns(): ListColumn<KeyGap>[] {
  const { t } = useTranslationRef(gapsTranslationRef);
  const domains = useDomains();
  return [
    {
      id: 'domain',
      label: t('domain'),
      heads: true,
      cell: row => row.domainLabel,
    },
    {
      id: 'metric',
      label: t('metric'),
      cell: row => <Metric of={row} />,
    },
    {
      id: 'quantity',
      label: t('quantity'),
      figure: true,
      cell: row => <Quantity of={row.quantity} />,
    },
    {
      id: 'without',
      label: t('without'),
      figure: true,
      cell: row => <Quantity of={row.without} />,
    },
    {
      id: 'share',
      label: t('share'),
      cell: row => (
        <ShareBar share={row.share} colour={domains.colour(row.domainId)} />
      ),
    },
    {
      id: 'keys',
      label: t('keys'),
      cell: row => <Keys keys={row.keys} />,
    },
  ];
}
