import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { useLinks } from '../../filters/useLinks';
import { useMe } from '../../page/useMe';
import { Tile } from '../../figures/Tile';
import type { Domain } from './DomainView';
import { domainTranslationRef } from './translation';

/** Whether a cost here was measured or shared out, and how; whose task that is gets to the settings behind it. */
export function ModeTile({
  of: { domainId, domainMode, indirectLabel, isEnabled },
}: {
  of: Domain['data'];
}) {
  const { t } = useTranslationRef(domainTranslationRef);
  const links = useLinks();
  const { administers } = useMe();
  const shared = indirectLabel
    ? t('indirectBy', { method: indirectLabel })
    : t('indirect');
  return (
    <Tile label={t('mode')} figure={domainMode}>
      {domainMode === 'DIRECT' ? t('direct') : shared}
      {!isEnabled && <div>{t('disabled')}</div>}
      {administers('finops') && (
        <div>
          <Link href={links.admin(`domains/${encodeURIComponent(domainId)}`)}>
            {t('settings')}
          </Link>
        </div>
      )}
    </Tile>
  );
}
