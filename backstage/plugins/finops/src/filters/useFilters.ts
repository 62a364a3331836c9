import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { filtersOf, trailOf, type Filters, type Trail } from './filters';

/** The address's filters and trail; they are changed by links and by `change`, which keeps the rest of the address. */
export function useFilters(): {
  filters: Filters;
  trail: Trail;
  change: (changed: Record<string, string | undefined>) => void;
} {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const { filters, trail } = useMemo(() => {
    const parsed = new URLSearchParams(text);
    return { filters: filtersOf(parsed), trail: trailOf(parsed) };
  }, [text]);
  const change = (changed: Record<string, string | undefined>) =>
    setSearch(before => {
      const after = new URLSearchParams(before);
      for (const [name, value] of Object.entries(changed)) {
        if (value) {
          after.set(name, value);
        } else {
          after.delete(name);
        }
      }
      return after;
    });
  return { filters, trail, change };
}

/** One part of a view's state that belongs into its address: a sort order, a search. */
export function useAddressed(
  name: string,
): [string | undefined, (value: string | undefined) => void] {
  const [search] = useSearchParams();
  const { change } = useFilters();
  return [search.get(name) ?? undefined, value => change({ [name]: value })];
}
