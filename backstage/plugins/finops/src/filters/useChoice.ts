import { useAddressed } from './useFilters';

/** One of a few values, as the address has it. The first stands where the address says nothing, or nothing that is known. */
export function useChoice<Value extends string>(
  name: string,
  values: readonly [Value, ...Value[]],
): [Value, (value: string) => void] {
  const [given, change] = useAddressed(name);
  const chosen = values.find(value => value === given) ?? values[0];
  return [chosen, value => change(value === values[0] ? undefined : value)];
}

const AGAINST = ['previousMonth', 'lastYear'] as const;

/** The month that costs are compared with; links keep it (useLinks). */
export function useAgainst() {
  return useChoice('against', AGAINST);
}

const SORTS = [
  '-cost',
  'cost',
  '-previousCost',
  'previousCost',
  '-delta',
  'delta',
  '-deltaPercent',
  'deltaPercent',
  'label',
  '-label',
] as const;

/** The order of a list of costs: the costliest first, unless the address says otherwise. */
export function useCostSort(name = 'sort') {
  return useChoice(name, SORTS);
}
