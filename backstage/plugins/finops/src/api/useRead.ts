import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import { finopsApiRef } from './FinopsApi';
import type { Answer, Asked, ReadPath } from './FinopsClient';
import type { ApiProblem } from './problem';

export type Read<Path extends ReadPath> = UseQueryResult<
  Answer<Path>,
  ApiProblem
>;

interface Options {
  /** False: not asked for (yet). */
  enabled?: boolean;
  /** Asks again as long as it is shown, for what changes by itself. */
  everyMs?: number;
}

/** One answer of the API, shared by all who ask the same. While another one is asked for, the last stays (isPlaceholderData). */
export function useRead<Path extends ReadPath>(
  path: Path,
  asked: Asked<Path>,
  options: Options = {},
): Read<Path> {
  const { client, queries } = useApi(finopsApiRef);
  return useQuery<Answer<Path>, ApiProblem>(
    {
      queryKey: [path, asked],
      queryFn: ({ signal }) => client.read(path, asked, signal),
      enabled: options.enabled ?? true,
      refetchInterval: options.everyMs ?? false,
    },
    queries,
  );
}
