import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { useFormats } from '../../figures/useFormats';
import { useFilters } from '../../filters/useFilters';
import { useLinks } from '../../filters/useLinks';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import type { Pages } from '../../tables/usePaged';
import styles from './gaps.module.css';
import { Metric, Quantity } from './Quantity';
import { Section } from './Section';
import { gapsTranslationRef } from './translation';

type Unpriced = Answer<'/v1/local/unpriced'>;
type Row = Unpriced['data'][number] & { id: string };

interface PriceGapsProps {
  answer: Unpriced;
  pages: Pages;
}

/** What is used and has no price, and so is in no total. */
export function PriceGaps({ answer: { data, meta }, pages }: PriceGapsProps) {
  const { t } = useTranslationRef(gapsTranslationRef);
  const links = useLinks();
  const { filters } = useFilters();
  const columns = useColumns();
  const rows = data.map(row => ({
    ...row,
    id: [row.period, row.productId, row.environment, row.metric].join('/'),
  }));
  const count = meta.total.unpricedRows;
  return (
    <Section
      gap="prices"
      sum={count > 0 && t('prices.sum', { count })}
      mend={{
        part: 'finops',
        label: t('toPrices'),
        href: links.admin('prices'),
      }}
    >
      {rows.length === 0 ? (
        <Text>{t('prices.none')}</Text>
      ) : (
        <>
          <ul className={styles.metrics}>
            {meta.unpriced.map(({ metric, unit, quantity }) => (
              <li key={metric}>
                <strong>
                  <Quantity of={quantity} />
                </strong>{' '}
                {unit}
                <span className={styles.beside}>{metric}</span>
              </li>
            ))}
          </ul>
          <ListTable
            id="gaps.prices"
            title={t('byProduct')}
            columns={columns}
            rows={rows}
            pages={pages}
            csv={{ path: '/v1/local/unpriced', query: filters }}
          />
        </>
      )}
    </Section>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(gapsTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  return [
    {
      id: 'product',
      label: t('product'),
      heads: true,
      cell: row => (
        <>
          <Link
            href={links.product(row.productId, {
              domain: row.domainId,
              family: row.familyId,
            })}
          >
            {row.productLabel}
          </Link>
          <span className={styles.beside}>
            {row.domainLabel} · {row.familyLabel}
          </span>
        </>
      ),
    },
    {
      id: 'environment',
      label: t('environment'),
      cell: row => row.environment,
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
      id: 'unallocatedQuantity',
      label: t('unallocatedQuantity'),
      figure: true,
      cell: row => <Quantity of={row.unallocatedQuantity} />,
    },
    {
      id: 'facts',
      label: t('lines'),
      figure: true,
      cell: row => formats.exact(row.facts),
    },
  ];
}
