import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Select, Text } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { monthsAfter } from '../../filters/months';
import { useAddressed, useFilters } from '../../filters/useFilters';
import { Frame } from '../../page/Frame';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { Explained, Nothing } from '../../states/Nothing';
import { ListTable } from '../../tables/ListTable';
import { usePaged } from '../../tables/usePaged';
import { OrderPicker } from './OrderPicker';
import { oneOf } from './orders';
import styles from './rankings.module.css';
import { rankingsTranslationRef } from './translation';
import { useAnomalyColumns } from './useAnomalyColumns';

const STATES = ['open', 'acknowledged', 'all'] as const;
const DIRECTIONS = ['both', 'high', 'low'] as const;
const BACK = ['1', '3', '6', '12', '24'] as const;
const SORTS = ['-deviation', 'deviation', '-score', 'score'] as const;

interface Chosen {
  state: (typeof STATES)[number];
  direction: (typeof DIRECTIONS)[number];
  back: (typeof BACK)[number];
}

function useChosen(): Chosen {
  const [state] = useAddressed('state');
  const [direction] = useAddressed('direction');
  const [back] = useAddressed('back');
  return {
    state: oneOf(STATES, state),
    direction: oneOf(DIRECTIONS, direction),
    back: oneOf(BACK, back),
  };
}

/** The months that are asked for: one as the filters say it, or several up to it; null before it is known which. */
function useMonths(back: string) {
  const { filters } = useFilters();
  const latest = useRead('/v1/local/status', {}).data?.data.latestPeriod;
  const to = filters.period ?? latest;
  if (Number(back) === 1) {
    return { period: filters.period };
  }
  return to ? { from: monthsAfter(to, 1 - Number(back)), to } : null;
}

/** What costs unlike the months before, of one month or of several. */
export function Anomalies() {
  const { t: ofPage } = useTranslationRef(pageTranslationRef);
  const { filters } = useFilters();
  const chosen = useChosen();
  const [said, setSort] = useAddressed('sort');
  const { pricingView } = filters;
  const { state, direction } = chosen;
  const months = useMonths(chosen.back);
  const asked = {
    ...months,
    pricingView,
    state,
    direction: direction === 'both' ? undefined : direction,
    sort: oneOf(SORTS, said),
  };
  const { read, pages } = usePaged(
    '/v1/local/anomalies',
    { query: asked },
    { enabled: months !== null },
  );
  const meta = read.data?.meta;
  // Of several months, the last one is what the filters show.
  const shown = meta && { ...meta, period: meta.period ?? meta.to };
  return (
    <Frame title={ofPage('rankings')} meta={shown} without={['environment']}>
      <AnomalyFilters chosen={chosen} />
      <Answered read={read} height={640}>
        {answer =>
          answer.data.length === 0 ? (
            <NoAnomalies meta={answer.meta} />
          ) : (
            <AnomalyList
              answer={answer}
              asked={asked}
              pages={pages}
              onSort={setSort}
            />
          )
        }
      </Answered>
    </Frame>
  );
}

interface AnomalyListProps {
  answer: Answer<'/v1/local/anomalies'>;
  asked: { sort: string };
  pages: ReturnType<typeof usePaged>['pages'];
  onSort: (sort: string) => void;
}

function AnomalyList({ answer, asked, pages, onSort }: AnomalyListProps) {
  const { t } = useTranslationRef(rankingsTranslationRef);
  const { filters } = useFilters();
  const { data, meta } = answer;
  const columns = useAnomalyColumns(meta.currency, meta.period === null);
  const { anomalies: count, high, low } = meta.total;
  return (
    <Card>
      <CardBody>
        <ListTable
          id="rankings.anomalies"
          title={t('unusual')}
          columns={columns}
          rows={data.map(anomaly => ({ ...anomaly, id: anomaly.anomalyId }))}
          currency={meta.currency}
          sort={asked.sort}
          onSort={onSort}
          pages={pages}
          csv={{ path: '/v1/local/anomalies', query: asked }}
          filters={
            <Text color="secondary">
              {t('counted', { count, high: String(high), low: String(low) })}
              {filters.environment && ` ${t('allEnvironments')}`}
            </Text>
          }
        />
      </CardBody>
    </Card>
  );
}

function NoAnomalies({
  meta,
}: {
  meta: Answer<'/v1/local/anomalies'>['meta'];
}) {
  const { t } = useTranslationRef(rankingsTranslationRef);
  return meta.asOf === null ? (
    <Nothing period={meta.period} asOf={null} />
  ) : (
    <Explained title={t('noAnomalies')} hint={t('noAnomaliesHint')} />
  );
}

function AnomalyFilters({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslationRef(rankingsTranslationRef);
  const { change } = useFilters();
  return (
    <div className={styles.filters}>
      <OrderPicker order="anomalies" />
      <Select
        label={t('state')}
        options={STATES.map(id => ({ id, label: t(id) }))}
        value={chosen.state}
        onChange={key => change({ state: String(key) })}
      />
      <Select
        label={t('direction')}
        options={DIRECTIONS.map(id => ({ id, label: t(id) }))}
        value={chosen.direction}
        onChange={key => change({ direction: String(key) })}
      />
      <Select
        label={t('months')}
        options={BACK.map(id => ({
          id,
          label: t('back', { count: Number(id) }),
        }))}
        value={chosen.back}
        onChange={key => change({ back: String(key) })}
      />
    </div>
  );
}
