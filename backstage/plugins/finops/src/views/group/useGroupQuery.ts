import { useAgainst } from '../../filters/useChoice';
import { useAddressed, useFilters } from '../../filters/useFilters';

/** The one entity that the address keeps to; absent: all of them. */
export function useChosenEntity(): string[] | undefined {
  const [entity] = useAddressed('entity');
  return entity ? [entity] : undefined;
}

/** What the address says of the figures that are meant. */
export function useGroupQuery() {
  const { filters } = useFilters();
  const [against] = useAgainst();
  const entity = useChosenEntity();
  return { ...filters, against, entity };
}
