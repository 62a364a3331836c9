import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiMoneyEuroCircleLine } from '@remixicon/react';
import { costsRouteRef } from '../routes';
import { isFinopsAvailable } from './annotation';

/** A component's costs beside its other tabs; without the annotation the tab says how to write it. */
export const costsTab: ExtensionDefinition = EntityContentBlueprint.make({
  name: 'costs',
  params: {
    path: '/costs',
    title: 'Costs',
    icon: <RiMoneyEuroCircleLine />,
    filter: { kind: 'component' },
    routeRef: costsRouteRef,
    loader: () => import('./CostsTab').then(({ CostsTab }) => <CostsTab />),
  },
});

/** A component's month on its overview, where it says which application it is. */
export const costsCard: ExtensionDefinition = EntityCardBlueprint.make({
  name: 'costs',
  params: {
    filter: entity =>
      entity.kind.toLocaleLowerCase('en-US') === 'component' &&
      isFinopsAvailable(entity),
    loader: () => import('./CostsCard').then(({ CostsCard }) => <CostsCard />),
  },
});
