import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { useRead } from '../../api/useRead';
import { drawn } from '../../api/amount';
import { dashOf, LineMonths } from '../../charts/LineMonths';
import { useDomains } from '../../charts/useDomains';
import { monthsBetween } from '../../filters/months';
import { ShownCsvButton } from '../../tables/ShownCsvButton';
import { written } from './chosen';
import { historyCsv } from './csv';
import { HistoryTable } from './HistoryTable';
import { indexed, seriesColours, type HistoryLine } from './lines';
import { historyTranslationRef } from './translation';
import type { HistoryState } from './useChosen';

/** More lines in one chart tell nothing. */
const MOST_DRAWN = 12;

interface HistoryFiguresProps {
  state: HistoryState;
  lines: readonly HistoryLine[];
}

/** The chart, and below it the table with the same figures. */
export function HistoryFigures({ state, lines }: HistoryFiguresProps) {
  const { t } = useTranslationRef(historyTranslationRef);
  const keys = useKeys(state, lines);
  const currencies = new Set(lines.map(line => line.currency));
  const asIndex = state.indexed || currencies.size > 1;
  const currency = asIndex ? null : lines[0]?.currency ?? null;
  const title = t(asIndex ? 'titleIndex' : 'title');
  const months = state.range
    ? monthsBetween(state.range.from, state.range.to)
    : [];
  const values = new Map(
    lines.map(line => [
      line.id,
      asIndex
        ? indexed(line.points)
        : line.points.map(point => drawn(point.cost)),
    ]),
  );
  const places = new Map(
    lines[0]?.points.map(({ period }, index) => [period, index]),
  );
  const drawing = months.map(period => ({
    period,
    values: Object.fromEntries(
      lines.map(({ id }) => [
        id,
        values.get(id)?.[places.get(period) ?? -1] ?? null,
      ]),
    ),
  }));
  return (
    <Flex direction="column" gap="5">
      <Unknown state={state} lines={lines} />
      <Card>
        <CardBody>
          <Flex direction="column" gap="3">
            <Text as="h3" variant="title-x-small">
              {title}
              {currency && ` (${currency})`}
            </Text>
            {currencies.size > 1 && (
              <Text color="secondary">{t('currencies')}</Text>
            )}
            <LineMonths
              title={title}
              months={drawing}
              series={keys.slice(0, MOST_DRAWN)}
              currency={currency}
            />
            {keys.length > MOST_DRAWN && (
              <Text color="secondary">
                {t('tooMany', {
                  drawn: String(MOST_DRAWN),
                  lines: String(keys.length),
                })}
              </Text>
            )}
          </Flex>
        </CardBody>
      </Card>
      <Card>
        <CardBody>
          <HistoryTable
            title={title}
            keys={keys}
            lines={lines}
            indexes={asIndex ? values : null}
            actions={
              <ShownCsvButton
                title={title}
                fileName="history.csv"
                text={() => historyCsv(lines)}
              />
            }
          />
        </CardBody>
      </Card>
    </Flex>
  );
}

/** A colour a series; lines of one chart differ by their dashes too, or those of several views by the view's. */
function useKeys({ views }: HistoryState, lines: readonly HistoryLine[]) {
  const { t } = useTranslationRef(historyTranslationRef);
  const domains = useDomains();
  const offered = useRead('/v1/local/pricing-views', {}).data?.data;
  const colour = seriesColours(lines, domains.colour);
  const shown = [...new Set(lines.map(line => line.pricingView))];
  return lines.map((line, index) => {
    const label = line.label || t('total');
    const view = offered?.find(
      ({ pricingViewId }) => pricingViewId === line.pricingView,
    );
    const several = views.length > 1;
    return {
      id: line.id,
      label: several ? `${label} · ${view?.label ?? line.pricingView}` : label,
      colour: colour(line),
      dash: dashOf(several ? shown.indexOf(line.pricingView) : index),
    };
  });
}

/** What an address names and nothing is known of. */
function Unknown({ state, lines }: HistoryFiguresProps) {
  const { t } = useTranslationRef(historyTranslationRef);
  const found = new Set(lines.map(line => written(line.chosen)));
  const missing = state.series.map(written).filter(id => !found.has(id));
  return missing.length > 0 ? (
    <Text color="secondary">
      {t('nothingFound', { series: missing.join(', ') })}
    </Text>
  ) : null;
}
