import { keepPreviousData, QueryClient } from '@tanstack/react-query';
import { isOfGroup } from './FinopsClient';
import type { ApiProblem } from './problem';

const FRESH_MS = 60_000;
const KEPT_MS = 15 * 60_000;
const TRIES = 2;

interface OfGeneration {
  meta?: { generation?: number };
}

function generationOf(data: unknown): number | undefined {
  return (data as OfGeneration | undefined)?.meta?.generation;
}

/** Entity and group count their generations apart. */
function countedBy({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return isOfGroup(String(queryKey[0]));
}

/**
 * What has been read. Two answers of one page belong together when they are of one publication, so an answer of a newer
 * generation has those of older ones read again.
 */
export function createQueries(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        gcTime: KEPT_MS,
        placeholderData: keepPreviousData,
        retry: (failures, problem) =>
          failures < TRIES && (problem as ApiProblem).passing,
        retryDelay: attempt => 300 * 3 ** attempt,
      },
    },
  });
  const newest = new Map<boolean, number>();
  queries.getQueryCache().subscribe(event => {
    const generation = generationOf(event.query.state.data);
    const counted = countedBy(event.query);
    if (
      event.type === 'updated' &&
      event.action.type === 'success' &&
      generation !== undefined &&
      generation > (newest.get(counted) ?? 0)
    ) {
      newest.set(counted, generation);
      void queries.invalidateQueries({
        predicate: query =>
          countedBy(query) === counted &&
          (generationOf(query.state.data) ?? generation) < generation,
      });
    }
  });
  return queries;
}
