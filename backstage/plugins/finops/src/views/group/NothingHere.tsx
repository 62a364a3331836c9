import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { useFormats } from '../../figures/useFormats';
import { Explained } from '../../states/Nothing';
import { groupTranslationRef } from './translation';

/** Why there is nothing to see of a month, and where one finds who is expected. */
export function NothingHere({ period }: { period: string | null }) {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  const links = useGroupLinks();
  return (
    <Flex direction="column" gap="3">
      <Explained
        title={
          period
            ? t('empty.month', { month: formats.month(period) })
            : t('empty.nothing')
        }
        hint={t('empty.hint')}
      />
      <Link href={links.completeness()}>{t('completeness.title')}</Link>
    </Flex>
  );
}
