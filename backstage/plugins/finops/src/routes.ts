import { createRouteRef } from '@backstage/frontend-plugin-api';

export const rootRouteRef = createRouteRef();

/** The tab of a component in the catalog. */
export const costsRouteRef = createRouteRef();

/** Views, by their address below the plugin's own. */
export const views = {
  dashboard: '',
  domains: 'domains',
  domain: 'domains/:domainId',
  family: 'families/:familyId',
  product: 'products/:productId',
  applications: 'applications',
  application: 'applications/:applicationId',
  rankings: 'rankings',
  history: 'history',
  gaps: 'gaps',
  group: 'group',
  admin: 'admin',
} as const;
