import type { QueryClient } from '@tanstack/react-query';
import { createApiRef } from '@backstage/frontend-plugin-api';
import type { FinopsClient } from './FinopsClient';

/** The query API, and what has been read of it. */
export interface FinopsApi {
  client: FinopsClient;
  queries: QueryClient;
}

export const finopsApiRef = createApiRef<FinopsApi>({
  id: 'plugin.finops.api',
});
