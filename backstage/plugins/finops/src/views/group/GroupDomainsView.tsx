import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { COLOURS } from '../../charts/palette';
import { useFormats } from '../../figures/useFormats';
import { useCostSort } from '../../filters/useChoice';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import { usePaged } from '../../tables/usePaged';
import { useCostColumns } from '../breakdown/costColumns';
import { breakdownTranslationRef } from '../breakdown/translation';
import { GroupFrame } from './GroupFrame';
import { NothingHere } from './NothingHere';
import { Official } from './Official';
import { groupTranslationRef } from './translation';
import { useGroupQuery } from './useGroupQuery';

const PATH = '/v1/group/domains';

type Row = Answer<typeof PATH>['data'][number] & { id: string };

/** What each technology costs over all entities. */
export default function GroupDomainsView() {
  const { t } = useTranslationRef(pageTranslationRef);
  const asked = useGroupQuery();
  const [sort, setSort] = useCostSort();
  const query = { ...asked, sort };
  const { read, pages } = usePaged(PATH, { query });
  const columns = useColumns();
  return (
    <GroupFrame title={t('domains')} meta={read.data?.meta}>
      <Answered read={read} height={640}>
        {({ data, meta }) =>
          data.length === 0 ? (
            <NothingHere period={meta.period} />
          ) : (
            <Card>
              <CardBody>
                <ListTable<Row>
                  id="group-domains"
                  title={t('domains')}
                  columns={columns}
                  rows={data.map(row => ({ ...row, id: row.domainId }))}
                  currency={meta.currency}
                  sort={sort}
                  onSort={setSort}
                  pages={pages}
                  csv={{ path: PATH, query }}
                />
              </CardBody>
            </Card>
          )
        }
      </Answered>
    </GroupFrame>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(groupTranslationRef);
  const { t: shared } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  const links = useGroupLinks();
  const costs = useCostColumns(COLOURS[0] ?? '');
  return [
    {
      id: 'label',
      label: shared('column.name'),
      heads: true,
      sortable: true,
      cell: ({ domainId, domainLabel, official }) => (
        <>
          <Link href={links.domain(domainId)}>{domainLabel}</Link>
          <Official official={official} />
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
      id: 'domainMode',
      label: t('column.mode'),
      cell: ({ domainMode }) => domainMode,
    },
  ];
}
