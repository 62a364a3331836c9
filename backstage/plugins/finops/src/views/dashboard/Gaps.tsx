import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link, Text } from '@backstage/ui';
import { useFormats } from '../../figures/useFormats';
import { useLinks } from '../../filters/useLinks';
import type { Dashboard } from './DashboardView';
import styles from './dashboard.module.css';
import { dashboardTranslationRef } from './translation';

/** What is in the figures without an application, and what is not in them for want of a price; each leads to its list. */
export function Gaps({ dashboard: { data, meta } }: { dashboard: Dashboard }) {
  const { t } = useTranslationRef(dashboardTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  const unallocated = meta.total.unallocatedCost;
  const without = unallocated !== null && Number(unallocated) !== 0;
  return (
    <Card>
      <CardBody>
        <Text as="h3" variant="title-x-small">
          {t('gaps')}
        </Text>
        <ul className={styles.sentences}>
          {without && (
            <li>
              <Link href={links.gaps()}>
                {t('unallocated', {
                  amount: formats.money(unallocated, meta.currency),
                })}
              </Link>
            </li>
          )}
          {data.unpricedRows > 0 && (
            <li>
              <Link href={links.gaps({ of: 'prices' })}>
                {t('unpriced', { count: data.unpricedRows })}
              </Link>
            </li>
          )}
        </ul>
        <Text color="secondary">
          {!without && data.unpricedRows === 0 && t('noGaps')}
          {without &&
            data.allocatedShare !== null &&
            t('allocated', { share: formats.share(data.allocatedShare) })}
        </Text>
      </CardBody>
    </Card>
  );
}
