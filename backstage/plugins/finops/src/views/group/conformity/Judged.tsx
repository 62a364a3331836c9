import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import type { Answer } from '../../../api/FinopsClient';
import { useFormats } from '../../../figures/useFormats';
import { useGroupLinks } from '../../../filters/useGroupLinks';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { Words } from '../../admin/cells';
import { ExchangeStatus } from '../exchanges/ExchangeStatus';
import { groupTranslationRef } from '../translation';

type Exchange = Answer<'/v1/group/conformity'>['meta']['exchanges'][number];
type Row = Exchange & { id: string };

/** Whose months were compared with the official referential, and what came of it. */
export function Judged({ exchanges }: { exchanges: readonly Exchange[] }) {
  const { t } = useTranslationRef(groupTranslationRef);
  const columns = useColumns();
  return (
    <Card>
      <CardBody>
        <ListTable<Row>
          id="group-judged"
          title={t('conformity.judged')}
          columns={columns}
          rows={exchanges.map(exchange => ({
            ...exchange,
            id: exchange.exchangeId,
          }))}
        />
      </CardBody>
    </Card>
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
      cell: ({ period }) => formats.month(period),
    },
    {
      id: 'status',
      label: t('status'),
      cell: ({ status }) => <ExchangeStatus status={status} />,
    },
    {
      id: 'blocking',
      label: t('conformity.blocking'),
      figure: true,
      cell: ({ blocking }) => formats.exact(blocking),
    },
    {
      id: 'warning',
      label: t('conformity.warnings'),
      figure: true,
      cell: ({ warning }) => formats.exact(warning),
    },
    {
      id: 'judgedBy',
      label: t('exchanges.judgedBy'),
      figure: true,
      cell: ({ judgedBy }) => judgedBy ?? '–',
    },
    {
      id: 'error',
      label: t('exchanges.error'),
      cell: ({ errorCode, errorSummary }) =>
        errorCode && (
          <Words>{[errorCode, errorSummary].filter(Boolean).join(': ')}</Words>
        ),
    },
  ];
}
