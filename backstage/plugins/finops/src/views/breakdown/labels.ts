import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NONE, UNALLOCATED, UNMAPPED } from '../../api/reserved';
import { breakdownTranslationRef } from './translation';

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
