import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Flex,
  Link,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useFormats } from '../../figures/useFormats';
import { useLinks } from '../../filters/useLinks';
import styles from './application.module.css';
import { CatalogLinks } from './CatalogLinks';
import { applicationTranslationRef } from './translation';
import { AGAINST, useAgainst, type Application } from './useApplication';

/** Whose it is, where the catalog has it, and what its costs are compared with. */
export function Summary({
  application: { data },
  withCatalog,
}: {
  application: Application;
  withCatalog: boolean;
}) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  return (
    <Flex justify="between" align="center" gap="3" style={{ flexWrap: 'wrap' }}>
      <dl className={styles.facts}>
        <Fact label={t('id')}>{data.applicationId}</Fact>
        {data.owner && <Fact label={t('owner')}>{data.owner}</Fact>}
        {withCatalog && !data.reserved && (
          <CatalogLinks applicationId={data.applicationId} />
        )}
        {data.retiredAt && (
          <Fact label={t('retired')}>{formats.day(data.retiredAt)}</Fact>
        )}
      </dl>
      {data.reserved && (
        <Text>
          {t('unallocatedHint')} <Link href={links.gaps()}>{t('toGaps')}</Link>
        </Text>
      )}
      <AgainstChoice />
    </Flex>
  );
}

export function Fact({
  label,
  children,
}: {
  label: string;
  children: ReactNode;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function AgainstChoice() {
  const { t } = useTranslationRef(applicationTranslationRef);
  const [against, change] = useAgainst();
  return (
    <ToggleButtonGroup
      aria-label={t('against')}
      selectedKeys={[against]}
      disallowEmptySelection
      onSelectionChange={([key]) => change(String(key))}
    >
      {AGAINST.map(id => (
        <ToggleButton key={id} id={id} size="small">
          {t(`againsts.${id}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
