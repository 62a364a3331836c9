import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { breakdownTranslationRef } from './translation';

/** Rows that stand for no application, product or family; the API keeps these ids for them. */
export const UNALLOCATED = 'unallocated';
export const UNMAPPED = 'unmapped';
export const NONE = '(none)';

/** How things are called here, also those that stand for none. */
export function useLabels(): (id: string, label: string | null) => string {
  const { t } = useTranslationRef(breakdownTranslationRef);
  return (id, label) => {
    switch (id) {
      case UNALLOCATED:
        return t('unallocated');
      case UNMAPPED:
        return t('unmapped');
      case NONE:
        return t('none');
      default:
        return label ?? id;
    }
  };
}
