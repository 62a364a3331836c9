import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import { finopsApiRef } from '../../api/FinopsApi';
import type { Answer, Asked } from '../../api/FinopsClient';
import type { ApiProblem } from '../../api/problem';
import { useFilters } from '../../filters/useFilters';
import { LEVELS, MOST_SERIES, type Chosen } from './chosen';
import type { HistoryState } from './useChosen';

const PATH = '/v1/local/history';
const COSTLIEST = 5;

export type HistoryAnswer = Answer<typeof PATH>;
type Query = NonNullable<Asked<typeof PATH>['query']>;

/** A request a level, for as many series of it as there are; without any, for the costliest domains. */
export function queriesOf(series: readonly Chosen[]): Query[] {
  if (series.length === 0) {
    return [{ by: 'domain', limit: COSTLIEST }];
  }
  return LEVELS.flatMap((by): Query[] => {
    const ids = series.filter(({ level }) => level === by).map(({ id }) => id);
    if (by === 'total') {
      return ids.length ? [{ by }] : [];
    }
    return ids.length ? [{ by, [by]: ids, limit: MOST_SERIES }] : [];
  });
}

export interface Histories {
  /** Of the oldest of the answers: what belongs together is of one publication. */
  meta: HistoryAnswer['meta'];
  answers: HistoryAnswer[];
}

/** The chosen series, of each pricing view. Each answer is kept by itself: one series more asks for its level only. */
export function useHistories({
  series,
  range,
  views,
}: HistoryState): UseQueryResult<Histories, ApiProblem> {
  const { client, queries } = useApi(finopsApiRef);
  const { filters } = useFilters();
  const asked = views.flatMap(view =>
    queriesOf(series).map(query => ({
      query: {
        ...query,
        ...range,
        pricingView: view,
        environment: filters.environment,
      },
    })),
  );
  return useQuery<Histories, ApiProblem>(
    {
      queryKey: ['histories', asked],
      queryFn: async () => {
        const answers = await Promise.all(
          asked.map(each =>
            queries.fetchQuery({
              queryKey: [PATH, each],
              queryFn: ({ signal }) => client.read(PATH, each, signal),
            }),
          ),
        );
        const [oldest] = [...answers].sort(
          (one, other) => one.meta.generation - other.meta.generation,
        );
        if (!oldest) {
          throw new Error('a history asks for one series at least');
        }
        return { meta: oldest.meta, answers };
      },
      enabled: range !== null,
      retry: false, // each of its requests is tried again by itself
    },
    queries,
  );
}
