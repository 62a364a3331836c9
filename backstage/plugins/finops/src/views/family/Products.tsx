import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import { useAgainst, useCostSort } from '../../filters/useChoice';
import { useFilters } from '../../filters/useFilters';
import { useLinks } from '../../filters/useLinks';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import styles from '../breakdown/breakdown.module.css';
import {
  useCostColumns,
  useEffectColumns,
  usePriceColumn,
  useQuantityColumn,
} from '../breakdown/costColumns';
import { NONE } from '../../api/reserved';
import { useLabels } from '../breakdown/labels';
import { breakdownTranslationRef } from '../breakdown/translation';
import { domainOf } from '../breakdown/useWay';
import type { Family } from './FamilyView';
import { familyTranslationRef } from './translation';

type Row = Family['data']['products'][number] & { id: string };

interface ProductsProps {
  family: Family;
  /** The domain that one is in. */
  domain: string | undefined;
  colour: string;
}

/** What a family consists of, ranked. The answer has all of them, in the order that is asked for. */
export function Products({
  family: { data, meta },
  domain,
  colour,
}: ProductsProps) {
  const { t } = useTranslationRef(familyTranslationRef);
  const { filters } = useFilters();
  const [against] = useAgainst();
  const [sort, setSort] = useCostSort();
  const columns = useColumns(data.familyId, colour);
  if (data.products.length === 0) {
    return null;
  }
  const within = domainOf(data.familyId, domain);
  const family = [data.familyId];
  return (
    <Card>
      <CardBody>
        <ListTable<Row>
          id="products"
          title={t('products')}
          columns={columns}
          rows={data.products.map(row => ({
            ...row,
            id: `${row.domainId}/${row.productId}`,
          }))}
          currency={meta.currency}
          sort={sort}
          onSort={setSort}
          csv={{
            path: '/v1/local/products',
            query: { ...filters, against, sort, family, domain: within },
          }}
        />
      </CardBody>
    </Card>
  );
}

function useColumns(family: string, colour: string): ListColumn<Row>[] {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const labels = useLabels();
  const links = useLinks();
  const address = ({ productId, domainId: domain, reserved }: Row) => {
    if (productId === NONE) {
      return links.domain(domain);
    }
    return reserved
      ? links.gaps()
      : links.product(productId, { domain, family });
  };
  return [
    {
      id: 'label',
      label: t('column.name'),
      heads: true,
      sortable: true,
      cell: row => (
        <Link
          href={address(row)}
          className={row.reserved ? styles.reserved : undefined}
        >
          {labels(row.productId, row.productLabel)}
        </Link>
      ),
    },
    ...useCostColumns(colour),
    ...useEffectColumns(),
    useQuantityColumn(),
    usePriceColumn(),
  ];
}
