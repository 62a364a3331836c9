import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { useAddressed } from '../../../filters/useFilters';
import { useLinks } from '../../../filters/useLinks';
import { usePaged } from '../../../tables/usePaged';
import { AliasList } from './AliasList';
import { keysAdminTranslationRef } from './translation';

/** What sources call applications. */
export function ApplicationAliases() {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const links = useLinks();
  const [q] = useAddressed('q');
  const paged = usePaged('/v1/local/admin/referential/aliases', {
    query: { q },
  });
  return (
    <AliasList
      {...paged}
      id="admin-aliases"
      title={t('applications')}
      kind="application"
      standing={row => ({ id: row.applicationId, label: row.applicationLabel })}
      columns={[
        {
          id: 'standing',
          label: t('standing'),
          cell: row => (
            <Link href={links.application(row.applicationId)}>
              {row.applicationLabel}
            </Link>
          ),
        },
        { id: 'claimedBy', label: t('claimedBy'), cell: row => row.claimedBy },
      ]}
    />
  );
}
