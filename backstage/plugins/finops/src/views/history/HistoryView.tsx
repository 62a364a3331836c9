import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useRead } from '../../api/useRead';
import { Frame } from '../../page/Frame';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { Nothing } from '../../states/Nothing';
import { HistoryFilters } from './HistoryFilters';
import { HistoryFigures } from './HistoryFigures';
import { linesOf } from './lines';
import { SeriesPicker } from './SeriesPicker';
import { useHistoryState } from './useChosen';
import { useHistories } from './useHistories';

/** What anything cost, month by month, beside anything else. All that is chosen is in the address. */
export default function HistoryView() {
  const { t } = useTranslationRef(pageTranslationRef);
  const state = useHistoryState();
  const status = useRead('/v1/local/status', {});
  const read = useHistories(state);
  const meta = read.data?.meta;
  const lines = linesOf(read.data?.answers ?? [], state.series);
  return (
    <Frame
      title={t('history')}
      meta={meta && { ...meta, period: meta.period ?? meta.to }}
      without={['month']}
    >
      <HistoryFilters state={state} />
      <SeriesPicker state={state} lines={lines} />
      {state.range ? (
        <Answered read={read} height={640}>
          {() => <HistoryFigures state={state} lines={lines} />}
        </Answered>
      ) : (
        <Answered read={status} height={640}>
          {() => <Nothing period={null} asOf={null} />}
        </Answered>
      )}
    </Frame>
  );
}
