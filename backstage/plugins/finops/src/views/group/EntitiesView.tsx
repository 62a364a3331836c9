import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Link } from '@backstage/ui';
import { drawn } from '../../api/amount';
import type { Answer } from '../../api/FinopsClient';
import { ComparedBars } from '../../charts/ComparedBars';
import { COLOURS, OTHERS } from '../../charts/palette';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import { useCostSort } from '../../filters/useChoice';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { Answered } from '../../states/Answered';
import { Section } from '../admin/Section';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import { usePaged } from '../../tables/usePaged';
import { useCostColumns } from '../breakdown/costColumns';
import { breakdownTranslationRef } from '../breakdown/translation';
import { GroupFrame } from './GroupFrame';
import { MonthStateMark } from './MonthStateMark';
import { NothingHere } from './NothingHere';
import { groupTranslationRef } from './translation';
import { useGroupQuery } from './useGroupQuery';

const PATH = '/v1/group/entities';

type Entities = Answer<typeof PATH>;
type Row = Entities['data'][number] & { id: string };

/** Entities beside each other: what they cost, and how far that can be compared. */
export default function EntitiesView() {
  const { t } = useTranslationRef(groupTranslationRef);
  const asked = useGroupQuery();
  const [sort, setSort] = useCostSort();
  const query = { ...asked, entity: undefined, sort };
  const { read, pages } = usePaged(PATH, { query });
  const columns = useColumns();
  return (
    <GroupFrame
      title={t('entities')}
      meta={read.data?.meta}
      filters={['month', 'pricingView', 'against']}
    >
      <Answered read={read} height={640}>
        {answer =>
          answer.data.length === 0 ? (
            <NothingHere period={answer.meta.period} />
          ) : (
            <Flex direction="column" gap="5">
              <Comparison entities={answer} />
              <Card>
                <CardBody>
                  <ListTable<Row>
                    id="group-entities"
                    title={t('comparison')}
                    columns={columns}
                    rows={answer.data.map(row => ({
                      ...row,
                      id: row.entityId,
                    }))}
                    currency={answer.meta.currency}
                    sort={sort}
                    onSort={setSort}
                    pages={pages}
                    csv={{ path: PATH, query }}
                  />
                </CardBody>
              </Card>
            </Flex>
          )
        }
      </Answered>
    </GroupFrame>
  );
}

const NOW = 'now';
const BEFORE = 'before';

/** The table's costs, to be seen at once; the table below has them as figures. */
function Comparison({ entities: { data, meta } }: { entities: Entities }) {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  const drawable = data.filter(
    ({ cost, previousCost }) => cost !== null || previousCost !== null,
  );
  if (drawable.length === 0) {
    return null;
  }
  const now = meta.period ? formats.month(meta.period) : t('cost');
  const before = meta.comparedWith && formats.month(meta.comparedWith.to);
  const keys = [
    { id: NOW, label: now, colour: COLOURS[0] ?? OTHERS },
    ...(before ? [{ id: BEFORE, label: before, colour: OTHERS }] : []),
  ];
  const title = t('chart', { currency: meta.currency ?? '' });
  return (
    <Section title={title}>
      <ComparedBars
        description={t('chartMeaning')}
        rows={drawable.map(({ entityId, entityLabel, cost, previousCost }) => ({
          id: entityId,
          label: entityLabel,
          values: { [NOW]: drawn(cost), [BEFORE]: drawn(previousCost) },
        }))}
        keys={keys}
        currency={meta.currency}
      />
    </Section>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(groupTranslationRef);
  const { t: shared } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  const links = useGroupLinks();
  const costs = useCostColumns(COLOURS[0] ?? OTHERS);
  return [
    {
      id: 'label',
      label: shared('column.name'),
      heads: true,
      sortable: true,
      cell: ({ entityId, entityLabel }) => (
        <Link href={links.entity(entityId)}>{entityLabel}</Link>
      ),
    },
    {
      id: 'status',
      label: t('status'),
      cell: ({ status }) => <MonthStateMark state={status} />,
    },
    ...costs,
    {
      id: 'applications',
      label: t('column.applications'),
      figure: true,
      cell: ({ applications }) => formats.exact(applications),
    },
    {
      id: 'costPerApplication',
      label: t('column.costPerApplication'),
      figure: true,
      cell: ({ costPerApplication }) =>
        costPerApplication === null ? (
          '–'
        ) : (
          <Money amount={costPerApplication} />
        ),
    },
    {
      id: 'unallocatedCost',
      label: t('column.unallocated'),
      figure: true,
      cell: ({ unallocatedCost }) =>
        unallocatedCost === null ? '–' : <Money amount={unallocatedCost} />,
    },
    {
      id: 'unpricedRows',
      label: t('column.unpriced'),
      figure: true,
      cell: ({ unpricedRows }) => formats.exact(unpricedRows),
    },
  ];
}
