import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import type { Answer } from '../../../api/FinopsClient';
import { useFormats } from '../../../figures/useFormats';
import { useAddressed } from '../../../filters/useFilters';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged } from '../../../tables/usePaged';
import { MapKey } from './MapKey';
import { Mapped } from './Mapped';
import { keysAdminTranslationRef } from './translation';
import { useMapping, type Mapping } from './useMapping';

const PATH = '/v1/local/admin/referential/conflicts';
const STATES = ['open', 'resolved', 'all'] as const;

type Row = Answer<typeof PATH>['data'][number] & { id: string };

/** Aliases that two systems claim, decided by hand. */
export function AliasConflicts() {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const [given, setState] = useAddressed('state');
  const state = STATES.find(one => one === given) ?? 'open';
  const { read, pages } = usePaged(PATH, { query: { state } });
  const mapping = useMapping();
  const columns = useColumns(mapping);
  return (
    <Flex direction="column" gap="4" pt="4">
      <Text color="secondary">{t('conflictsHint')}</Text>
      <Mapped mapping={mapping} />
      <Answered read={read} height={320}>
        {({ data }) => (
          <ListTable
            id="admin-conflicts"
            title={t('conflicts')}
            columns={columns}
            rows={data.map(row => ({
              ...row,
              id: JSON.stringify([
                row.sourceSystem,
                row.foreignKey,
                row.claimedApplicationId,
              ]),
            }))}
            pages={pages}
            filters={
              <Select
                size="small"
                aria-label={t('state')}
                options={STATES.map(id => ({ id, label: t(`states.${id}`) }))}
                value={state}
                onChange={key =>
                  setState(key === 'open' ? undefined : String(key))
                }
              />
            }
          />
        )}
      </Answered>
    </Flex>
  );
}

function useColumns(mapping: Mapping): ListColumn<Row>[] {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const formats = useFormats();
  return [
    { id: 'key', label: t('key'), heads: true, cell: row => row.foreignKey },
    { id: 'source', label: t('source'), cell: row => row.sourceSystem },
    {
      id: 'standing',
      label: t('standing'),
      cell: row => row.standingApplicationLabel ?? t('nothing'),
    },
    {
      id: 'claimed',
      label: t('claimed'),
      cell: row => (
        <Flex direction="column" gap="0.5">
          {row.claimedApplicationLabel ?? row.claimedApplicationId}
          <Text variant="body-small" color="secondary">
            {t('by', { system: row.claimedBy })}
          </Text>
        </Flex>
      ),
    },
    {
      id: 'seen',
      label: t('seen'),
      cell: ({ firstSeen, lastSeen }) =>
        t('seenFrom', {
          first: formats.day(firstSeen),
          last: formats.day(lastSeen),
        }),
    },
    {
      id: 'action',
      label: t('action'),
      cell: row => <MapKey alias={aliasOf(row)} mapping={mapping} />,
    },
  ];
}

function aliasOf(row: Row) {
  const { sourceSystem, foreignKey, standingApplicationId: id } = row;
  const label = row.standingApplicationLabel ?? id;
  return {
    kind: 'application' as const,
    sourceSystem,
    foreignKey,
    standing: id !== null && label !== null ? { id, label } : undefined,
  };
}
