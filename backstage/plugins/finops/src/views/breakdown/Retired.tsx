import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useFormats } from '../../figures/useFormats';
import { breakdownTranslationRef } from './translation';

/** Nothing is ever removed: a family or product that is no longer used keeps its months. */
export function Retired({ at }: { at: string | null }) {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  return at === null ? null : (
    <Text color="secondary">{t('retired', { day: formats.day(at) })}</Text>
  );
}
