import { keepPreviousData, QueryClient } from '@tanstack/react-query';
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
  let newest = 0;
  queries.getQueryCache().subscribe(event => {
    const generation = generationOf(event.query.state.data);
    if (
      event.type === 'updated' &&
      event.action.type === 'success' &&
      generation !== undefined &&
      generation > newest
    ) {
      newest = generation;
      void queries.invalidateQueries({
        predicate: ({ state }) => (generationOf(state.data) ?? newest) < newest,
      });
    }
  });
  return queries;
}
