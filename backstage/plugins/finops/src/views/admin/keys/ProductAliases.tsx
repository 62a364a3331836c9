import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { useAddressed } from '../../../filters/useFilters';
import { useLinks } from '../../../filters/useLinks';
import { usePaged } from '../../../tables/usePaged';
import { AliasList } from './AliasList';
import { keysAdminTranslationRef } from './translation';

/** What sources call products. */
export function ProductAliases() {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const links = useLinks();
  const [q] = useAddressed('q');
  const paged = usePaged('/v1/local/admin/referential/product-aliases', {
    query: { q },
  });
  return (
    <AliasList
      {...paged}
      id="admin-product-aliases"
      title={t('products')}
      kind="product"
      standing={row => ({ id: row.productId, label: row.productLabel })}
      columns={[
        {
          id: 'standing',
          label: t('standing'),
          cell: row => (
            <Link href={links.product(row.productId)}>{row.productLabel}</Link>
          ),
        },
        { id: 'domain', label: t('domain'), cell: row => row.domainId ?? '–' },
      ]}
    />
  );
}
