import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { filtersOf, trailOf, type Filters, type Trail } from './filters';

/** `replace`: what was before cannot be gone back to, as with each pause of who writes. */
type Change = (
  changed: Record<string, string | undefined>,
  options?: { replace?: boolean },
) => void;

/** The address's filters and trail; they are changed by links and by `change`, which keeps the rest of the address. */
export function useFilters(): {
  filters: Filters;
  trail: Trail;
  change: Change;
} {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const { filters, trail } = useMemo(() => {
    const parsed = new URLSearchParams(text);
    return { filters: filtersOf(parsed), trail: trailOf(parsed) };
  }, [text]);
  const change: Change = (changed, options) =>
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
    }, options);
  return { filters, trail, change };
}

/** One part of a view's state that belongs into its address: a sort order, a search. */
export function useAddressed(
  name: string,
): [
  string | undefined,
  (value: string | undefined, options?: { replace?: boolean }) => void,
] {
  const [search] = useSearchParams();
  const { change } = useFilters();
  return [
    search.get(name) ?? undefined,
    (value, options) => change({ [name]: value }, options),
  ];
}
