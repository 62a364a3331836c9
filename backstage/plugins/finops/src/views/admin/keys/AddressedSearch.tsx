import { useEffect, useState } from 'react';
import { SearchField } from '@backstage/ui';
import { useAddressed } from '../../../filters/useFilters';

const PAUSE_MS = 300;

/** A search that the address keeps, once nobody has typed for a moment. */
export function AddressedSearch({ label }: { label: string }) {
  const [q = '', setQ] = useAddressed('q');
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed === q) {
      return undefined;
    }
    const timer = setTimeout(() => setQ(typed || undefined), PAUSE_MS);
    return () => clearTimeout(timer);
    // What the address says meanwhile does not start it anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed]);
  return (
    <SearchField
      size="small"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={setTyped}
    />
  );
}
