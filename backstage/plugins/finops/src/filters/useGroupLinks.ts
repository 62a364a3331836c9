import { useSearchParams } from 'react-router-dom';
import { views } from '../routes';
import { searchOf } from './filters';
import { useFiltersFor, useRoot } from './useLinks';

type Extra = Record<string, string | undefined>;

/** Addresses of the group's views, with the present filters; those below an entity keep to it. */
export interface GroupLinks {
  dashboard: () => string;
  entities: () => string;
  entity: (entityId: string) => string;
  domains: (extra?: Extra) => string;
  domain: (domainId: string, extra?: Extra) => string;
  applications: (extra?: Extra) => string;
  application: (applicationId: string, extra?: Extra) => string;
  completeness: () => string;
  conformity: (extra?: Extra) => string;
  exchanges: (extra?: Extra) => string;
}

export function useGroupLinks(): GroupLinks {
  const root = `${useRoot()}/${views.group}`;
  const filters = useFiltersFor('group');
  const [search] = useSearchParams();
  const against = search.get('against') ?? undefined;
  const entity = search.get('entity') ?? undefined;
  const to = (path: string, extra: Extra = {}) =>
    `${root}${path && `/${path}`}${searchOf({
      ...filters,
      against,
      entity,
      ...extra,
    })}`;
  const one = (path: string, id: string, extra?: Extra) =>
    to(`${path}/${encodeURIComponent(id)}`, extra);
  return {
    dashboard: () => to(''),
    entities: () => to('entities', { entity: undefined }),
    entity: id => one('entities', id, { entity: undefined }),
    domains: extra => to('domains', extra),
    domain: (id, extra) => one('domains', id, extra),
    applications: extra => to('applications', extra),
    application: (id, extra) => one('applications', id, extra),
    completeness: () => to('completeness'),
    conformity: extra => to('conformity', extra),
    exchanges: extra => to('exchanges', extra),
  };
}
