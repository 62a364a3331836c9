import { useCallback, useSyncExternalStore } from 'react';
import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';

const NONE: string[] = [];

/** The columns of a table that its reader put away; Backstage remembers them. */
export function useHiddenColumns(
  table: string,
): [readonly string[], (hidden: string[]) => void] {
  const storage = useApi(storageApiRef).forBucket('finops-columns');
  const subscribe = useCallback(
    (changed: () => void) => {
      const subscription = storage.observe$<string[]>(table).subscribe(changed);
      return () => subscription.unsubscribe();
    },
    [storage, table],
  );
  const text = useSyncExternalStore(subscribe, () =>
    JSON.stringify(storage.snapshot<string[]>(table).value ?? NONE),
  );
  return [JSON.parse(text), hidden => void storage.set(table, hidden)];
}
