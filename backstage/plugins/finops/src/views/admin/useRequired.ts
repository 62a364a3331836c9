import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { adminTranslationRef } from './translation';

/** Properties of a field that must be filled in; Backstage UI itself says so in English alone. */
export function useRequired() {
  const { t } = useTranslationRef(adminTranslationRef);
  return { isRequired: true, secondaryLabel: t('required') };
}
