import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Select, Text } from '@backstage/ui';
import type { Asked } from '../../../api/FinopsClient';
import type { components } from '../../../api/schema';
import { useDomains } from '../../../charts/useDomains';
import { useFormats } from '../../../figures/useFormats';
import { useAddressed } from '../../../filters/useFilters';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged } from '../../../tables/usePaged';
import { Time, Words } from '../cells';
import { StatusMark } from '../../../states/StatusMark';
import { MonthStatus } from './MonthStatus';
import { monthsTranslationRef } from './translation';

const PATH = '/v1/local/admin/periods';
const MOST = 600;
const ALL = 'all';

type Month = components['schemas']['AdminPeriod'];
type Query = NonNullable<Asked<typeof PATH>['query']>;

/** Every month, the newest first: whether it is closed, whole and priced, and what came late for it. */
export function MonthList() {
  const { t } = useTranslationRef(monthsTranslationRef);
  const [given, setGiven] = useAddressed('status');
  const status = (['OPEN', 'CLOSED'] as const).find(one => one === given);
  const query: Query = { status };
  const { read, pages } = usePaged(PATH, { query });
  const columns = useColumns();
  return (
    <Answered read={read} height={480}>
      {answer => (
        <ListTable
          id="months"
          title={t('months')}
          columns={columns}
          rows={answer.data.map(month => ({ ...month, id: month.period }))}
          pages={pages}
          csv={{ path: PATH, query: { ...query, limit: MOST } }}
          filters={
            <Select
              size="small"
              aria-label={t('status')}
              options={[
                { id: ALL, label: t('all') },
                { id: 'OPEN', label: t('statuses.OPEN') },
                { id: 'CLOSED', label: t('statuses.CLOSED') },
              ]}
              value={status ?? ALL}
              onChange={key => setGiven(key === ALL ? undefined : String(key))}
            />
          }
        />
      )}
    </Answered>
  );
}

function useColumns(): ListColumn<Month & { id: string }>[] {
  const { t } = useTranslationRef(monthsTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  return [
    {
      id: 'period',
      label: t('month'),
      heads: true,
      cell: ({ period }) => (
        <Link href={links.admin(`months/${period}`)}>
          {formats.month(period)}
        </Link>
      ),
    },
    {
      id: 'status',
      label: t('status'),
      cell: ({ status }) => <MonthStatus status={status} />,
    },
    {
      id: 'complete',
      label: t('completeness'),
      cell: month => <Completeness month={month} />,
    },
    {
      id: 'unpricedRows',
      label: t('unpriced'),
      figure: true,
      cell: ({ unpricedRows }) => formats.exact(unpricedRows),
    },
    {
      id: 'late',
      label: t('late'),
      cell: month => month.lateSlices > 0 && <Late month={month} />,
    },
    { id: 'changedBy', label: t('by'), cell: ({ changedBy }) => changedBy },
    {
      id: 'changedAt',
      label: t('at'),
      cell: ({ changedAt }) => <Time at={changedAt} />,
    },
    {
      id: 'reason',
      label: t('why'),
      cell: ({ reason }) => <Words>{reason}</Words>,
    },
  ];
}

function Completeness({ month }: { month: Month }) {
  const { t } = useTranslationRef(monthsTranslationRef);
  const domains = useDomains();
  if (!month.published) {
    return <StatusMark mark="idle" label={t('notPublished')} />;
  }
  return month.complete ? (
    <StatusMark mark="good" label={t('complete')} />
  ) : (
    <StatusMark
      mark="warning"
      label={t('missing', {
        domains: month.missing.map(domains.label).join(', '),
      })}
    />
  );
}

/** How many domains, and by how much the sources' totals differ. */
function Late({ month }: { month: Month }) {
  const { t } = useTranslationRef(monthsTranslationRef);
  const formats = useFormats();
  return (
    <Flex direction="column" gap="0">
      <StatusMark
        mark="warning"
        label={t('lateDomains', { count: month.lateSlices })}
      />
      {month.lateAmounts.map(({ metric, delta }) => (
        <Text key={metric} variant="body-x-small" color="secondary">
          {formats.signedQuantity(delta)} {metric}
        </Text>
      ))}
    </Flex>
  );
}
