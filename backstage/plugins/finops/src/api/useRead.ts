import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import { finopsApiRef } from './FinopsApi';
import type { Answer, Asked, ReadPath } from './FinopsClient';
import type { ApiProblem } from './problem';

export type Read<Path extends ReadPath> = UseQueryResult<
  Answer<Path>,
  ApiProblem
>;

export interface ReadOptions<Path extends ReadPath> {
  /** False: not asked for (yet). */
  enabled?: boolean;
  /** Asks again as long as it is shown, for what changes by itself; undefined: what was answered will not change. */
  everyMs?: number | ((answer: Answer<Path>) => number | undefined);
}

/** One answer of the API, shared by all who ask the same. While another one is asked for, the last stays (isPlaceholderData). */
export function useRead<Path extends ReadPath>(
  path: Path,
  asked: Asked<Path>,
  { enabled = true, everyMs }: ReadOptions<Path> = {},
): Read<Path> {
  const { client, queries } = useApi(finopsApiRef);
  return useQuery<Answer<Path>, ApiProblem>(
    {
      queryKey: [path, asked],
      queryFn: ({ signal }) => client.read(path, asked, signal),
      enabled,
      refetchInterval: ({ state: { data } }) =>
        (typeof everyMs === 'function' ? data && everyMs(data) : everyMs) ??
        false,
    },
    queries,
  );
}
