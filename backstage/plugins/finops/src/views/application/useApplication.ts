import type { Answer } from '../../api/FinopsClient';
import { useRead, type Read } from '../../api/useRead';
import { useAgainst, useChoice } from '../../filters/useChoice';
import { useFilters } from '../../filters/useFilters';

const PATH = '/v1/local/applications/{application}';

export type Application = Answer<typeof PATH>;
export type Line = Application['data']['products'][number];

export const TREE_SORTS = ['-cost', '-delta', 'delta', 'label'] as const;

/** The order of domains, families and products, as the address has it. */
export function useTreeSort() {
  return useChoice('sort', TREE_SORTS);
}

/** One application's month, under the address's filters: a view's main answer. */
export function useApplication(applicationId: string): Read<typeof PATH> {
  const { filters } = useFilters();
  const [against] = useAgainst();
  const [sort] = useTreeSort();
  return useRead(PATH, {
    path: { application: applicationId },
    query: { ...filters, against, sort },
  });
}
