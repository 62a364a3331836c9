import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { useAgainst, useCostSort } from '../../filters/useChoice';
import type { Trail } from '../../filters/filters';
import { useAddressed, useFilters } from '../../filters/useFilters';
import { useLinks } from '../../filters/useLinks';
import { Answered } from '../../states/Answered';
import { AddressedSearch } from '../../tables/AddressedSearch';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import { usePaged } from '../../tables/usePaged';
import styles from './breakdown.module.css';
import { useCostColumns, useQuantityColumn } from './costColumns';
import { useLabels } from './labels';
import { breakdownTranslationRef } from './translation';

const PATH = '/v1/local/applications';
const SEARCH = 'q';
const SORT = 'applicationSort';

type Row = Answer<typeof PATH>['data'][number] & { id: string };

/** Of what they are the applications. */
interface Within {
  domain?: string[];
  family?: string[];
  product?: string[];
}

/** A page of the applications that something's cost is of. */
export function useApplications(within: Within) {
  const { filters } = useFilters();
  const [against] = useAgainst();
  const [sort, setSort] = useCostSort(SORT);
  const [q] = useAddressed(SEARCH);
  const query = { ...filters, ...within, against, sort, q };
  return { ...usePaged(PATH, { query }), query, sort, setSort };
}

interface ApplicationsProps {
  list: ReturnType<typeof useApplications>;
  /** The way here, for theirs. */
  trail: Trail;
  colour: string;
  /** More to choose them by. */
  filters?: ReactNode;
}

/** Who uses it. */
export function Applications({
  list,
  trail,
  colour,
  filters,
}: ApplicationsProps) {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const columns = useColumns(trail, colour);
  const title = t('applications');
  return (
    <Card>
      <CardBody>
        <Answered read={list.read} height={480}>
          {({ data, meta }) => (
            <ListTable<Row>
              id="breakdown-applications"
              title={title}
              columns={columns}
              rows={data.map(row => ({ ...row, id: row.applicationId }))}
              currency={meta.currency}
              sort={list.sort}
              onSort={list.setSort}
              pages={list.pages}
              csv={{ path: PATH, query: list.query }}
              filters={
                <>
                  <AddressedSearch
                    name={SEARCH}
                    label={t('searchApplications')}
                  />
                  {filters}
                </>
              }
            />
          )}
        </Answered>
      </CardBody>
    </Card>
  );
}

function useColumns(trail: Trail, colour: string): ListColumn<Row>[] {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const labels = useLabels();
  const links = useLinks();
  const costs = useCostColumns(colour);
  const quantity = useQuantityColumn();
  return [
    {
      id: 'label',
      label: t('column.name'),
      heads: true,
      sortable: true,
      cell: ({ applicationId, applicationLabel, reserved }) => (
        <Link
          href={
            reserved ? links.gaps() : links.application(applicationId, trail)
          }
          className={reserved ? styles.reserved : undefined}
        >
          {labels(applicationId, applicationLabel)}
        </Link>
      ),
    },
    ...costs,
    // All that an application uses is of many metrics.
    ...(trail.domain ? [quantity] : []),
    {
      id: 'owner',
      label: t('column.owner'),
      cell: ({ owner }) => <span className={styles.whole}>{owner ?? '–'}</span>,
    },
    {
      id: 'id',
      label: t('column.id'),
      cell: ({ applicationId, reserved }) => (reserved ? '' : applicationId),
    },
  ];
}
