import type { SortDescriptor } from 'react-aria-components';

/** A sort order as the API and addresses write it (`-cost`: the largest first), as the table wants it, and back. */
export function descriptorOf(sort: string): SortDescriptor {
  const descending = sort.startsWith('-');
  return {
    column: descending ? sort.slice(1) : sort,
    direction: descending ? 'descending' : 'ascending',
  };
}

export function sortOf({ column, direction }: SortDescriptor): string {
  return `${direction === 'descending' ? '-' : ''}${column}`;
}
