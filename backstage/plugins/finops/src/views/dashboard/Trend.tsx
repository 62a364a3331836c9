import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody } from '@backstage/ui';
import { drawn } from '../../api/amount';
import { ChartOrTable } from '../../charts/ChartOrTable';
import { MonthsTable } from '../../charts/MonthsTable';
import { StackedMonths } from '../../charts/StackedMonths';
import { useDomains } from '../../charts/useDomains';
import type { Dashboard } from './DashboardView';
import { dashboardTranslationRef } from './translation';

/** 13 months by domain; the rest of the running month, as it is expected, hatched. */
export function Trend({ dashboard: { data, meta } }: { dashboard: Dashboard }) {
  const { t } = useTranslationRef(dashboardTranslationRef);
  const domains = useDomains();
  const ids = [
    ...new Set(
      data.trend.flatMap(point => point.domains.map(domain => domain.domainId)),
    ),
  ];
  const series = ids.map(id => ({
    id,
    label: domains.label(id),
    colour: domains.colour(id),
  }));
  const months = data.trend.map(point => ({
    period: point.period,
    cost: point.published ? point.cost : null,
    costs: Object.fromEntries(
      point.domains.map(({ domainId, cost }) => [domainId, cost]),
    ),
  }));
  const rest =
    data.forecast?.month && data.cost !== null
      ? Number(data.forecast.month) - Number(data.cost)
      : 0;
  const drawing = months.map(({ period, costs }) => ({
    period,
    values: Object.fromEntries(
      Object.entries(costs).map(([id, cost]) => [id, drawn(cost)]),
    ),
    forecast: period === meta.period && rest > 0 ? rest : null,
  }));
  return (
    <Card>
      <CardBody>
        <ChartOrTable
          title={t('trend')}
          chart={
            <StackedMonths
              title={t('trend')}
              months={drawing}
              series={series}
              currency={meta.currency}
            />
          }
          table={
            <MonthsTable
              title={t('trend')}
              months={months}
              series={series}
              currency={meta.currency}
            />
          }
        />
      </CardBody>
    </Card>
  );
}
