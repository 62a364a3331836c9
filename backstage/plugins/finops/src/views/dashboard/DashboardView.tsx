import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { useFilters } from '../../filters/useFilters';
import { Frame } from '../../page/Frame';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { Nothing } from '../../states/Nothing';
import { Anomalies } from './Anomalies';
import styles from './dashboard.module.css';
import { Gaps } from './Gaps';
import { Tiles } from './Tiles';
import { TopLists } from './TopLists';
import { Trend } from './Trend';

const TOP = 5;

export type Dashboard = Answer<'/v1/local/dashboard'>;

/** "Is anything wrong this month?" One request for all but the lists' sparklines. */
export default function DashboardView() {
  const { t } = useTranslationRef(pageTranslationRef);
  const { filters } = useFilters();
  const read = useRead('/v1/local/dashboard', {
    query: { ...filters, limit: TOP },
  });
  return (
    <Frame title={t('dashboard')} meta={read.data?.meta}>
      <Answered read={read} height={720}>
        {answer =>
          isEmpty(answer) ? (
            <Nothing period={answer.meta.period} asOf={answer.meta.asOf} />
          ) : (
            <Whole dashboard={answer} />
          )
        }
      </Answered>
    </Frame>
  );
}

/** Not published, or nothing in all of its trend: other filters have something, or another month. */
function isEmpty({ data, meta }: Dashboard): boolean {
  const known = data.trend.some(
    point => point.cost !== null || point.unpricedRows > 0,
  );
  return meta.asOf === null || !known;
}

function Whole({ dashboard }: { dashboard: Dashboard }) {
  return (
    <Flex direction="column" gap="5">
      <Tiles dashboard={dashboard} />
      <Trend dashboard={dashboard} />
      <div className={styles.cards}>
        <TopLists dashboard={dashboard} />
        <Anomalies dashboard={dashboard} />
        <Gaps dashboard={dashboard} />
      </div>
    </Flex>
  );
}
