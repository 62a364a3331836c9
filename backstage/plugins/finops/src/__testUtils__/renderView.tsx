import type { ReactElement } from 'react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { finopsApiRef } from '../api/FinopsApi';
import { FinopsClient } from '../api/FinopsClient';
import { createQueries } from '../api/queries';
import { rootRouteRef } from '../routes';
import { API } from './api';

/** Shows something of the plugin at an address, over a client of its own, of a group as well where one says so. */
export function renderView(
  element: ReactElement,
  address = '/finops',
  mountPath = '/finops',
  group?: string,
): void {
  const finops = {
    client: new FinopsClient(API, fetch, group),
    queries: createQueries(),
  };
  renderInTestApp(element, {
    initialRouteEntries: [address],
    mountPath,
    mountedRoutes: { '/finops': rootRouteRef },
    apis: [[finopsApiRef, finops]],
  });
}
