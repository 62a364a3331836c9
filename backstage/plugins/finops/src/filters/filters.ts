/** What every view is filtered by, as the address has it; absent: the API's default (latest month, default view, everything). */
export interface Filters {
  period?: string;
  pricingView?: string;
  environment?: string;
}

/** Where one came from, for the breadcrumb. */
export interface Trail {
  domain?: string;
  family?: string;
  product?: string;
}

const FILTERS = ['period', 'pricingView', 'environment'] as const;
const TRAIL = ['domain', 'family', 'product'] as const;

function taken<Name extends string>(
  search: URLSearchParams,
  names: readonly Name[],
): { [name in Name]?: string } {
  const found: { [name in Name]?: string } = {};
  for (const name of names) {
    const value = search.get(name);
    if (value) {
      found[name] = value;
    }
  }
  return found;
}

export function filtersOf(search: URLSearchParams): Filters {
  return taken(search, FILTERS);
}

export function trailOf(search: URLSearchParams): Trail {
  return taken(search, TRAIL);
}

/** `?...` with the values that there are, in a fixed order; empty without any. */
export function searchOf(values: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value) {
      search.set(name, value);
    }
  }
  const text = search.toString();
  return text && `?${text}`;
}
