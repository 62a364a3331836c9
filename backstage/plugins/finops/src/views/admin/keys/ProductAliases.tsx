import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import type { Answer } from '../../../api/FinopsClient';
import { useAddressed } from '../../../filters/useFilters';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged } from '../../../tables/usePaged';
import { AddressedSearch } from './AddressedSearch';
import { MapKey } from './MapKey';
import { Mapped } from './Mapped';
import { keysAdminTranslationRef } from './translation';
import { useMapping, type Mapping } from './useMapping';

const PATH = '/v1/local/admin/referential/product-aliases';

type Row = Answer<typeof PATH>['data'][number] & { id: string };

/** What sources call products. */
export function ProductAliases() {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const [q] = useAddressed('q');
  const { read, pages } = usePaged(PATH, { query: { q } });
  const mapping = useMapping();
  const columns = useColumns(mapping);
  return (
    <Flex direction="column" gap="4" pt="4">
      <Text color="secondary">{t('aliasesHint')}</Text>
      <Mapped mapping={mapping} />
      <Answered read={read} height={480}>
        {({ data }) => (
          <ListTable
            id="admin-product-aliases"
            title={t('products')}
            columns={columns}
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

function useColumns(mapping: Mapping): ListColumn<Row>[] {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const links = useLinks();
  return [
    { id: 'key', label: t('key'), heads: true, cell: row => row.foreignKey },
    { id: 'source', label: t('source'), cell: row => row.sourceSystem },
    {
      id: 'standing',
      label: t('standing'),
      cell: ({ productId, productLabel }) => (
        <Link href={links.product(productId)}>{productLabel}</Link>
      ),
    },
    { id: 'domain', label: t('domain'), cell: row => row.domainId ?? '–' },
    {
      id: 'action',
      label: t('action'),
      cell: row => (
        <MapKey
          alias={{
            kind: 'product',
            sourceSystem: row.sourceSystem,
            foreignKey: row.foreignKey,
            standing: { id: row.productId, label: row.productLabel },
          }}
          mapping={mapping}
        />
      ),
    },
  ];
}
