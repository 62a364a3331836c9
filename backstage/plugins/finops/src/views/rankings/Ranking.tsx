import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { useFormats } from '../../figures/useFormats';
import { useAddressed, useFilters } from '../../filters/useFilters';
import { Frame } from '../../page/Frame';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { Explained, Nothing } from '../../states/Nothing';
import { ListTable } from '../../tables/ListTable';
import { usePaged } from '../../tables/usePaged';
import {
  AGAINST,
  LEVELS,
  oneOf,
  thresholdOf,
  type Level,
  type Ranked,
} from './orders';
import { RankingFilters } from './RankingFilters';
import { rankingsTranslationRef } from './translation';
import { rowOf, useRankingColumns } from './useRankingColumns';

type RankingMeta = Answer<'/v1/local/rankings'>['meta'];

export interface RankingQuery {
  order: Ranked;
  by: Level;
  against: (typeof AGAINST)[number];
  threshold: number;
}

function useRankingQuery(order: Ranked): RankingQuery {
  const [by] = useAddressed('by');
  const [against] = useAddressed('against');
  const [threshold] = useAddressed('threshold');
  return {
    order,
    by: oneOf(LEVELS, by),
    against: oneOf(AGAINST, against),
    threshold: thresholdOf(threshold),
  };
}

/** One month's costs in order, the amounts below a threshold left out. */
export function Ranking({ order }: { order: Ranked }) {
  const { t: ofPage } = useTranslationRef(pageTranslationRef);
  const { filters } = useFilters();
  const query = useRankingQuery(order);
  const asked = { ...filters, ...query };
  const { read, pages } = usePaged('/v1/local/rankings', { query: asked });
  const columns = useRankingColumns(query.by, read.data?.data ?? []);
  const { t } = useTranslationRef(rankingsTranslationRef);
  const title = t(`title.${order}`, { of: t(query.by) });
  return (
    <Frame title={ofPage('rankings')} meta={read.data?.meta}>
      <RankingFilters
        query={query}
        currency={read.data?.meta.currency ?? null}
      />
      <Answered read={read} height={640}>
        {({ data, meta }) =>
          data.length === 0 && meta.ranking.belowThreshold === 0 ? (
            <NoRanking meta={meta} />
          ) : (
            <Flex direction="column" gap="4">
              <LeftOut meta={meta} />
              <Card>
                <CardBody>
                  <ListTable
                    id={`rankings.${query.by}`}
                    title={title}
                    columns={columns}
                    rows={data.map(rowOf)}
                    currency={meta.currency}
                    pages={pages}
                    csv={{ path: '/v1/local/rankings', query: asked }}
                  />
                </CardBody>
              </Card>
            </Flex>
          )
        }
      </Answered>
    </Frame>
  );
}

function NoRanking({ meta }: { meta: RankingMeta }) {
  const { t } = useTranslationRef(rankingsTranslationRef);
  return meta.ranking.order === 'cost' || meta.asOf === null ? (
    <Nothing period={meta.period} asOf={meta.asOf} />
  ) : (
    <Explained title={t('noRanking')} hint={t('noRankingHint')} />
  );
}

/** What is compared, and how much of it is not listed. */
function LeftOut({ meta: { ranking, currency } }: { meta: RankingMeta }) {
  const { t } = useTranslationRef(rankingsTranslationRef);
  const formats = useFormats();
  const compared = ranking.comparedWith
    ? t('compared', { month: formats.month(ranking.comparedWith) })
    : t('notCompared');
  const threshold = formats.money(ranking.threshold, currency);
  const left =
    ranking.belowThreshold > 0
      ? t('left', { count: ranking.belowThreshold, threshold })
      : t('noneLeft', { threshold });
  return (
    <Text color="secondary" as="p">
      {compared}{' '}
      {Number(ranking.threshold) === 0 ? t('withoutThreshold') : left}
    </Text>
  );
}
