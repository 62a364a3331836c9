import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import type { Asked } from '../../../api/FinopsClient';
import type { components } from '../../../api/schema';
import { useAddressed } from '../../../filters/useFilters';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged } from '../../../tables/usePaged';
import { Time, Words } from '../cells';
import { AuditFilters } from './AuditFilters';
import { Details } from './Details';
import { Target } from './Target';
import { useActions } from './useActions';
import { auditTranslationRef } from './translation';

const PATH = '/v1/local/admin/audit';

type Entry = components['schemas']['AuditEntry'];
type Query = NonNullable<Asked<typeof PATH>['query']>;

/** What admins did, the latest first. What it is filtered by is in the address. */
export default function AuditView() {
  const { t } = useTranslationRef(auditTranslationRef);
  const [actor] = useAddressed('actor');
  const [actions] = useAddressed('action');
  const [from] = useAddressed('from');
  const [to] = useAddressed('to');
  const query: Query = { actor, action: actions?.split(','), from, to };
  const { read, pages } = usePaged(PATH, { query });
  const columns = useColumns();
  return (
    <Flex direction="column" gap="5">
      <AuditFilters />
      <Answered read={read} height={480}>
        {answer => (
          <ListTable
            id="audit"
            title={t('audit')}
            columns={columns}
            rows={answer.data.map(entry => ({ ...entry, id: entry.auditId }))}
            pages={pages}
            csv={{ path: PATH, query }}
          />
        )}
      </Answered>
    </Flex>
  );
}

function useColumns(): ListColumn<Entry & { id: number }>[] {
  const { t } = useTranslationRef(auditTranslationRef);
  const { labelOf } = useActions();
  return [
    {
      id: 'at',
      label: t('at'),
      cell: ({ at }) => <Time at={at} />,
    },
    { id: 'actor', label: t('actor'), cell: ({ actor }) => actor },
    {
      id: 'action',
      label: t('action'),
      heads: true,
      cell: ({ action }) => <span title={action}>{labelOf(action)}</span>,
    },
    {
      id: 'target',
      label: t('target'),
      cell: ({ action, target }) => <Target action={action} target={target} />,
    },
    {
      id: 'reason',
      label: t('why'),
      cell: ({ reason }) => <Words>{reason}</Words>,
    },
    {
      id: 'details',
      label: t('details'),
      cell: entry => <Details entry={entry} />,
    },
  ];
}
