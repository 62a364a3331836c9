import {
  keepPreviousData,
  QueryCache,
  QueryClient,
} from '@tanstack/react-query';
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
  let newest = 0;
  const queryCache = new QueryCache({
    onSuccess: data => {
      const generation = generationOf(data);
      if (generation !== undefined && generation > newest) {
        newest = generation;
        const older = (of: unknown) =>
          (generationOf(of) ?? generation) < generation;
        void queries.invalidateQueries({
          predicate: query => older(query.state.data),
        });
      }
    },
  });
  const queries: QueryClient = new QueryClient({
    queryCache,
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
  return queries;
}
