import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import { useDomains } from '../../charts/useDomains';
import { useAgainst, useCostSort } from '../../filters/useChoice';
import { useFilters } from '../../filters/useFilters';
import { useLinks } from '../../filters/useLinks';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import styles from '../breakdown/breakdown.module.css';
import {
  useCostColumns,
  useEffectColumns,
  useQuantityColumn,
} from '../breakdown/costColumns';
import { NONE } from '../../api/reserved';
import { useLabels } from '../breakdown/labels';
import { breakdownTranslationRef } from '../breakdown/translation';
import type { Domain } from './DomainView';
import { domainTranslationRef } from './translation';

type Row = Domain['data']['families'][number] & { id: string };

/** What a domain consists of, ranked. The answer has all of them, in the order that is asked for. */
export function Families({ domain: { data, meta } }: { domain: Domain }) {
  const { t } = useTranslationRef(domainTranslationRef);
  const { filters } = useFilters();
  const [against] = useAgainst();
  const [sort, setSort] = useCostSort();
  const columns = useColumns(data.domainId);
  // INDIRECT costs have no families: their one row would say nothing.
  if (data.families.every(({ familyId }) => familyId === NONE)) {
    return null;
  }
  const query = { ...filters, against, sort, domain: [data.domainId] };
  return (
    <Card>
      <CardBody>
        <ListTable<Row>
          id="families"
          title={t('families')}
          columns={columns}
          rows={data.families.map(row => ({ ...row, id: row.familyId }))}
          currency={meta.currency}
          sort={sort}
          onSort={setSort}
          csv={{ path: '/v1/local/families', query }}
        />
      </CardBody>
    </Card>
  );
}

function useColumns(domain: string): ListColumn<Row>[] {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const domains = useDomains();
  const labels = useLabels();
  const links = useLinks();
  const name = ({ familyId, familyLabel, reserved }: Row) => {
    const label = labels(familyId, familyLabel);
    const href = reserved ? links.gaps() : links.family(familyId, { domain });
    return (
      <Link href={href} className={reserved ? styles.reserved : undefined}>
        {label}
      </Link>
    );
  };
  return [
    {
      id: 'label',
      label: t('column.name'),
      heads: true,
      sortable: true,
      cell: name,
    },
    ...useCostColumns(domains.colour(domain)),
    ...useEffectColumns(),
    useQuantityColumn(),
  ];
}
