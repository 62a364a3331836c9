import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Link, Text } from '@backstage/ui';
import type { Answer } from '../../../api/FinopsClient';
import type { components } from '../../../api/schema';
import { useWrite } from '../../../api/useWrite';
import { useAddressed } from '../../../filters/useFilters';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged } from '../../../tables/usePaged';
import { AddressedSearch } from '../../../tables/AddressedSearch';
import { MoveProduct, type MoveGiven } from './MoveProduct';
import { keysAdminTranslationRef } from './translation';

const PATH = '/v1/local/admin/referential/products';

type Product = Answer<typeof PATH>['data'][number];
type Row = Product & { id: string };
type Moved = components['schemas']['Moved'];

/** Which family each product counts in, and moving it to another one. */
export function Placements() {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const [q] = useAddressed('q');
  const { read, pages } = usePaged(PATH, { query: { q } });
  const [moved, setMoved] = useState<Moved>();
  const write = useWrite(
    (client, { productId, ...body }: MoveGiven, idempotencyKey) =>
      client.write('put', `${PATH}/{product}/placement`, {
        params: { path: { product: productId } },
        body,
        idempotencyKey,
      }),
  );
  const columns = useColumns(row => (
    <MoveProduct product={row} write={write} onMoved={setMoved} />
  ));
  return (
    <Flex direction="column" gap="4" pt="4">
      <Text color="secondary">{t('placementsHint')}</Text>
      <div aria-live="polite">{moved && <WasMoved moved={moved} />}</div>
      <Answered read={read} height={480}>
        {({ data }) => (
          <ListTable
            id="admin-products"
            title={t('placements')}
            columns={columns}
            rows={data.map(row => ({ ...row, id: row.productId }))}
            pages={pages}
            filters={<AddressedSearch label={t('find')} />}
          />
        )}
      </Answered>
    </Flex>
  );
}

function useColumns(action: ListColumn<Row>['cell']): ListColumn<Row>[] {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const links = useLinks();
  return [
    {
      id: 'product',
      label: t('product'),
      heads: true,
      cell: ({ productId, productLabel }) => (
        <Flex direction="column" gap="0.5">
          <Link href={links.product(productId)}>{productLabel}</Link>
          <Text variant="body-small" color="secondary">
            {productId}
          </Text>
        </Flex>
      ),
    },
    {
      id: 'family',
      label: t('family'),
      cell: ({ familyId, familyLabel }) =>
        familyId === null ? (
          '–'
        ) : (
          <Link href={links.family(familyId)}>{familyLabel ?? familyId}</Link>
        ),
    },
    { id: 'domain', label: t('domain'), cell: row => row.domainLabel ?? '–' },
    {
      id: 'action',
      label: t('action'),
      cell: row => (row.reserved || row.retiredAt ? null : action(row)),
    },
  ];
}

function WasMoved({ moved }: { moved: Moved }) {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const links = useLinks();
  const { productId: product, state, runId } = moved;
  return (
    <Alert
      icon
      status="success"
      title={
        state === 'applied'
          ? t('moved', { product })
          : t('movePending', { product })
      }
      customActions={
        runId && <Link href={links.admin(`runs/${runId}`)}>{t('toRun')}</Link>
      }
    />
  );
}
