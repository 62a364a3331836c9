import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { COLOURS } from '../../charts/palette';
import { useFormats } from '../../figures/useFormats';
import { useCostSort } from '../../filters/useChoice';
import { useAddressed } from '../../filters/useFilters';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { Answered } from '../../states/Answered';
import { AddressedSearch } from '../../tables/AddressedSearch';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import { usePaged } from '../../tables/usePaged';
import breakdown from '../breakdown/breakdown.module.css';
import { useCostColumns } from '../breakdown/costColumns';
import { useLabels } from '../breakdown/labels';
import { breakdownTranslationRef } from '../breakdown/translation';
import { Official } from './Official';
import { groupTranslationRef } from './translation';
import { useGroupQuery } from './useGroupQuery';

const PATH = '/v1/group/applications';

type Row = Answer<typeof PATH>['data'][number] & { id: string };

/** A page of the applications of all entities, or of those that a domain's cost is of. */
export function useGroupApplications(domain?: string) {
  const asked = useGroupQuery();
  const [sort, setSort] = useCostSort('applicationSort');
  const [q] = useAddressed('q');
  const query = { ...asked, domain: domain ? [domain] : undefined, sort, q };
  return { ...usePaged(PATH, { query }), query, sort, setSort };
}

interface GroupApplicationsProps {
  list: ReturnType<typeof useGroupApplications>;
}

export function GroupApplications({ list }: GroupApplicationsProps) {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const columns = useColumns();
  return (
    <Card>
      <CardBody>
        <Answered read={list.read} height={480}>
          {({ data, meta }) => (
            <ListTable<Row>
              id="group-applications"
              title={t('applications')}
              columns={columns}
              rows={data.map(row => ({ ...row, id: row.applicationId }))}
              currency={meta.currency}
              sort={list.sort}
              onSort={list.setSort}
              pages={list.pages}
              csv={{ path: PATH, query: list.query }}
              filters={<AddressedSearch label={t('searchApplications')} />}
            />
          )}
        </Answered>
      </CardBody>
    </Card>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(groupTranslationRef);
  const { t: shared } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  const labels = useLabels();
  const links = useGroupLinks();
  const costs = useCostColumns(COLOURS[0] ?? '');
  return [
    {
      id: 'label',
      label: shared('column.name'),
      heads: true,
      sortable: true,
      cell: ({ applicationId, applicationLabel, official, reserved }) => (
        <>
          <Link
            href={links.application(applicationId)}
            className={reserved ? breakdown.reserved : undefined}
          >
            {labels(applicationId, applicationLabel)}
          </Link>
          <Official official={official || reserved} />
        </>
      ),
    },
    ...costs,
    {
      id: 'entities',
      label: t('entities'),
      figure: true,
      cell: ({ entities }) => formats.exact(entities),
    },
    {
      id: 'owner',
      label: shared('column.owner'),
      cell: ({ owner }) => (
        <span className={breakdown.whole}>{owner ?? '–'}</span>
      ),
    },
    {
      id: 'id',
      label: shared('column.id'),
      cell: ({ applicationId, reserved }) =>
        !reserved && <span className={breakdown.whole}>{applicationId}</span>,
    },
  ];
}
