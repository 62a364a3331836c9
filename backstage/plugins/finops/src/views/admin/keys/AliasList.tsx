import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ApiProblem } from '../../../api/problem';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import type { Pages } from '../../../tables/usePaged';
import { AddressedSearch } from '../../../tables/AddressedSearch';
import { MapKey } from './MapKey';
import { Mapped } from './Mapped';
import { keysAdminTranslationRef } from './translation';
import { useMapping, type Alias } from './useMapping';

interface Known {
  sourceSystem: string;
  foreignKey: string;
}

interface AliasListProps<Row extends Known> {
  id: string;
  title: string;
  read: UseQueryResult<{ data: Row[] }, ApiProblem>;
  pages: Pages;
  kind: Alias['kind'];
  standing: (row: Row) => { id: string; label: string };
  /** What a key stands for, and what else is known of it. */
  columns: ListColumn<Row & { id: string }>[];
}

/** What sources call things, each key with what it stands for and a way to change that. */
export function AliasList<Row extends Known>({
  id,
  title,
  read,
  pages,
  kind,
  standing,
  columns,
}: AliasListProps<Row>) {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const mapping = useMapping();
  return (
    <Flex direction="column" gap="4" pt="4">
      <Text color="secondary">{t('aliasesHint')}</Text>
      <Mapped mapping={mapping} />
      <Answered read={read} height={480}>
        {({ data }) => (
          <ListTable
            id={id}
            title={title}
            columns={[
              {
                id: 'key',
                label: t('key'),
                heads: true,
                cell: row => row.foreignKey,
              },
              {
                id: 'source',
                label: t('source'),
                cell: row => row.sourceSystem,
              },
              ...columns,
              {
                id: 'action',
                label: t('action'),
                cell: row => (
                  <MapKey
                    alias={{
                      kind,
                      sourceSystem: row.sourceSystem,
                      foreignKey: row.foreignKey,
                      standing: standing(row),
                    }}
                    mapping={mapping}
                  />
                ),
              },
            ]}
            rows={data.map(row => ({
              ...row,
              id: JSON.stringify([row.sourceSystem, row.foreignKey]),
            }))}
            pages={pages}
            filters={<AddressedSearch label={t('find')} />}
          />
        )}
      </Answered>
    </Flex>
  );
}
