import type { Answer } from '../../api/FinopsClient';
import { useRead, type Read } from '../../api/useRead';
import { useAddressed, useFilters } from '../../filters/useFilters';

const PATH = '/v1/local/applications/{application}';

export type Application = Answer<typeof PATH>;
export type Line = Application['data']['products'][number];

export const AGAINST = ['previousMonth', 'lastYear'] as const;
export type Against = (typeof AGAINST)[number];

export const TREE_SORTS = ['-cost', '-delta', 'delta', 'label'] as const;
export type TreeSort = (typeof TREE_SORTS)[number];

function known<Value extends string>(
  values: readonly [Value, ...Value[]],
  given: string | undefined,
): Value {
  return values.find(value => value === given) ?? values[0];
}

/** The month that costs are compared with, as the address has it. */
export function useAgainst(): [Against, (against: string) => void] {
  const [given, change] = useAddressed('against');
  const against = known(AGAINST, given);
  return [against, value => change(value === AGAINST[0] ? undefined : value)];
}

/** The order of domains, families and products, as the address has it. */
export function useTreeSort(): [TreeSort, (sort: string) => void] {
  const [given, change] = useAddressed('sort');
  const sort = known(TREE_SORTS, given);
  return [sort, value => change(value === TREE_SORTS[0] ? undefined : value)];
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
