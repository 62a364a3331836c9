import {
  ApiBlueprint,
  configApiRef,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiMoneyEuroCircleLine } from '@remixicon/react';
import { finopsApiRef } from './api/FinopsApi';
import { FinopsClient } from './api/FinopsClient';
import { createQueries } from './api/queries';
import { costsCard, costsTab } from './entity/extensions';
import { costsRouteRef, rootRouteRef } from './routes';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: finopsApiRef,
      deps: { fetch: fetchApiRef, config: configApiRef },
      factory: ({ fetch, config }) => {
        const proxied = (path: string) =>
          `plugin://proxy/${path.replace(/^\/+/, '')}`;
        const group = config.getOptionalString('finops.groupProxyPath');
        return {
          client: new FinopsClient(
            proxied(config.getOptionalString('finops.proxyPath') ?? 'finops'),
            fetch.fetch,
            group && proxied(group),
          ),
          queries: createQueries(),
        };
      },
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/finops',
    title: 'FinOps',
    icon: <RiMoneyEuroCircleLine />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: () =>
      import('./page/FinopsPage').then(({ FinopsPage }) => <FinopsPage />),
  },
});

/** What applications cost and why, for apps of Backstage's new frontend system. */
export default createFrontendPlugin({
  pluginId: 'finops',
  title: 'FinOps',
  icon: <RiMoneyEuroCircleLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, costs: costsRouteRef },
  extensions: [api, page, costsTab, costsCard],
});
