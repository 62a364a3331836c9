import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useLinks } from '../../filters/useLinks';
import { Retired } from '../breakdown/Retired';
import styles from './application.module.css';
import { CatalogLinks } from './CatalogLinks';
import { Fact } from './Fact';
import { applicationTranslationRef } from './translation';
import type { Application } from './useApplication';

/** Whose it is, and where the catalog has it. */
export function Summary({
  application: { data },
  withCatalog,
}: {
  application: Application;
  withCatalog: boolean;
}) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const links = useLinks();
  return (
    <Flex justify="between" align="center" gap="3" style={{ flexWrap: 'wrap' }}>
      <dl className={styles.facts}>
        <Fact label={t('id')}>{data.applicationId}</Fact>
        {data.owner && <Fact label={t('owner')}>{data.owner}</Fact>}
        {withCatalog && !data.reserved && (
          <CatalogLinks applicationId={data.applicationId} />
        )}
      </dl>
      <Retired at={data.retiredAt} />
      {data.reserved && (
        <Text>
          {t('unallocatedHint')} <Link href={links.gaps()}>{t('toGaps')}</Link>
        </Text>
      )}
    </Flex>
  );
}
