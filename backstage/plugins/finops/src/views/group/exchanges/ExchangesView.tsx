import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link, Select } from '@backstage/ui';
import type { Answer } from '../../../api/FinopsClient';
import { useFormats } from '../../../figures/useFormats';
import { useAddressed } from '../../../filters/useFilters';
import { useGroupLinks } from '../../../filters/useGroupLinks';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged } from '../../../tables/usePaged';
import { Time, Words } from '../../admin/cells';
import { GroupFrame } from '../GroupFrame';
import { groupTranslationRef } from '../translation';
import { useChosenEntity } from '../useGroupQuery';
import { EXCHANGE_STATUSES, ExchangeStatus } from './ExchangeStatus';

const PATH = '/v1/group/ingestion-runs';
/** As many as the API gives at once. */
const MOST = 500;
const ALL = 'all';

type Row = Answer<typeof PATH>['data'][number] & { id: string };

/** Everything that entities pushed, the latest first, and what became of it. */
export default function ExchangesView() {
  const { t } = useTranslationRef(groupTranslationRef);
  const [given, setGiven] = useAddressed('status');
  const status = EXCHANGE_STATUSES.find(each => each === given);
  const query = { entity: useChosenEntity(), status };
  const { read, pages } = usePaged(PATH, { query });
  const columns = useColumns();
  const title = t('exchanges.title');
  return (
    <GroupFrame title={title} filters={['entity']}>
      <Answered read={read} height={480}>
        {({ data }) => (
          <Card>
            <CardBody>
              <ListTable<Row>
                id="group-exchanges"
                title={t('exchanges.heading')}
                columns={columns}
                rows={data.map(row => ({ ...row, id: row.exchangeId }))}
                pages={pages}
                csv={{ path: PATH, query: { ...query, limit: MOST } }}
                filters={
                  <Select
                    size="small"
                    aria-label={t('status')}
                    options={[
                      { id: ALL, label: t('exchanges.allStatuses') },
                      ...EXCHANGE_STATUSES.map(id => ({
                        id,
                        label: t(`exchanges.statuses.${id}`),
                      })),
                    ]}
                    value={status ?? ALL}
                    onChange={key =>
                      setGiven(key === ALL ? undefined : String(key))
                    }
                  />
                }
              />
            </CardBody>
          </Card>
        )}
      </Answered>
    </GroupFrame>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  const links = useGroupLinks();
  return [
    {
      id: 'entity',
      label: t('entity'),
      heads: true,
      cell: ({ entityId, entityLabel }) => (
        <Link href={links.entity(entityId)}>{entityLabel}</Link>
      ),
    },
    {
      id: 'period',
      label: t('month'),
      cell: ({ period, isClosed }) =>
        isClosed
          ? t('exchanges.closedMonth', { month: formats.month(period) })
          : formats.month(period),
    },
    {
      id: 'status',
      label: t('status'),
      cell: ({ status }) => <ExchangeStatus status={status} />,
    },
    {
      id: 'error',
      label: t('exchanges.error'),
      cell: ({ errorCode, errorSummary }) =>
        errorCode && (
          <Words>{[errorCode, errorSummary].filter(Boolean).join(': ')}</Words>
        ),
    },
    {
      id: 'rows',
      label: t('exchanges.rows'),
      figure: true,
      cell: ({ rows }) => formats.exact(rows),
    },
    {
      id: 'missing',
      label: t('exchanges.lacking'),
      cell: ({ missing }) =>
        missing.length > 0 && (
          <Words>{missing.map(({ domainId }) => domainId).join(', ')}</Words>
        ),
    },
    {
      id: 'begunAt',
      label: t('exchanges.begun'),
      cell: ({ begunAt }) => <Time at={begunAt} />,
    },
    {
      id: 'publishedAt',
      label: t('exchanges.published'),
      cell: ({ publishedAt }) => <Time at={publishedAt} />,
    },
    {
      id: 'sentBy',
      label: t('exchanges.sentBy'),
      cell: ({ sentBy }) => sentBy,
    },
    {
      id: 'judgedBy',
      label: t('exchanges.judgedBy'),
      figure: true,
      cell: ({ judgedBy }) => judgedBy ?? '–',
    },
  ];
}
