import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useLocation, useSearchParams } from 'react-router-dom';
import { rootRouteRef, views } from '../routes';
import { searchOf, type Filters, type Trail } from './filters';
import { useFilters } from './useFilters';

type Extra = Record<string, string | undefined>;

/** Addresses of views, with the present filters, what is compared with, and the trail down to them. */
export interface Links {
  dashboard: () => string;
  domains: () => string;
  domain: (domainId: string) => string;
  family: (familyId: string, trail?: Trail) => string;
  product: (productId: string, trail?: Trail) => string;
  applications: (extra?: Extra) => string;
  /** Of another month than the filters' where `period` says so. */
  application: (
    applicationId: string,
    trail?: Trail & { period?: string },
  ) => string;
  rankings: (extra?: Extra) => string;
  history: (extra?: Extra) => string;
  /** What has no application, no product or no price. */
  gaps: (extra?: Extra) => string;
  admin: (path?: string) => string;
}

/** Where the plugin's page is. */
export function useRoot(): string {
  return useRouteRef(rootRouteRef)?.() ?? '/finops';
}

/**
 * The filters that go along to a view of the entity, or of the group. Each has pricing views of its own, so the choice of one is
 * none for the other.
 */
export function useFiltersFor(part: 'entity' | 'group'): Filters {
  const group = `${useRoot()}/${views.group}`;
  const { pathname } = useLocation();
  const { filters } = useFilters();
  const isInGroup = pathname === group || pathname.startsWith(`${group}/`);
  return isInGroup === (part === 'group')
    ? filters
    : { ...filters, pricingView: undefined };
}

export function useLinks(): Links {
  const root = useRoot();
  const filters = useFiltersFor('entity');
  const against = useSearchParams()[0].get('against') ?? undefined;
  const to = (path: string, extra: Extra = {}) =>
    `${root}${path && `/${path}`}${searchOf({
      ...filters,
      against,
      ...extra,
    })}`;
  const one = (path: string, id: string, trail?: Trail) =>
    to(`${path}/${encodeURIComponent(id)}`, { ...trail });
  return {
    dashboard: () => to(views.dashboard),
    domains: () => to(views.domains),
    domain: id => one('domains', id),
    family: (id, trail) => one('families', id, trail),
    product: (id, trail) => one('products', id, trail),
    applications: extra => to(views.applications, extra),
    application: (id, trail) => one('applications', id, trail),
    rankings: extra => to(views.rankings, extra),
    history: extra => to(views.history, extra),
    gaps: extra => to(views.gaps, extra),
    admin: path => to(path ? `${views.admin}/${path}` : views.admin),
  };
}
