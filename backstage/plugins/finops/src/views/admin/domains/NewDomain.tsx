import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useLinks } from '../../../filters/useLinks';
import { DomainForm } from './DomainForm';
import { domainsAdminTranslationRef } from './translation';

/** A domain that does not exist yet. */
export function NewDomain() {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const links = useLinks();
  return (
    <Flex direction="column" gap="4">
      <Link href={links.admin('domains')}>{t('all')}</Link>
      <Text as="h3" variant="title-small">
        {t('new')}
      </Text>
      <DomainForm />
    </Flex>
  );
}
