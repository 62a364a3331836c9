import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { ChartOrTable } from '../../charts/ChartOrTable';
import { MonthsTable } from '../../charts/MonthsTable';
import { StackedMonths } from '../../charts/StackedMonths';
import { useDomains } from '../../charts/useDomains';
import { monthsAfter } from '../../filters/months';
import { useLinks } from '../../filters/useLinks';
import { Answered } from '../../states/Answered';
import { drawnMonths, monthsOf } from '../breakdown/months';
import { applicationTranslationRef } from './translation';
import type { Application } from './useApplication';
import { useBudget } from './useBudget';

const MONTHS = 24;
const MOST_DOMAINS = 50;

type Series = Answer<'/v1/local/history'>['data'];

/** Two years up to the shown month, by domain; the rest of a running month as it is expected. */
export function History({
  application: { data, meta },
}: {
  application: Application;
}) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const links = useLinks();
  const { period, pricingView, environment } = meta;
  const read = useRead(
    '/v1/local/history',
    {
      query: {
        by: 'domain',
        application: [data.applicationId],
        from: period ? monthsAfter(period, 1 - MONTHS) : undefined,
        to: period ?? undefined,
        pricingView: pricingView ?? undefined,
        environment: environment ?? undefined,
        limit: MOST_DOMAINS,
      },
    },
    { enabled: period !== null },
  );
  const budget = useBudget({ ...meta, applicationId: data.applicationId });
  const expected =
    environment === null ? budget.data?.data[0]?.month.forecast : null;
  const rest = Number(expected ?? 0) - Number(data.cost ?? 0);
  return (
    <Card>
      <CardBody>
        <Answered read={read} height={360}>
          {({ data: series }) => (
            <Months
              series={series}
              forecast={period && rest > 0 ? { period, rest } : null}
              currency={meta.currency}
              more={
                <Link
                  href={links.history({
                    series: `application:${data.applicationId}`,
                  })}
                >
                  {t('toHistory')}
                </Link>
              }
            />
          )}
        </Answered>
      </CardBody>
    </Card>
  );
}

interface MonthsProps {
  series: Series;
  forecast: { period: string; rest: number } | null;
  currency: string | null;
  more: ReactNode;
}

function Months({ series, forecast, currency, more }: MonthsProps) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const domains = useDomains();
  const keys = series.flatMap(({ domainId, domainLabel }) =>
    domainId === null
      ? []
      : {
          id: domainId,
          label: domainLabel ?? domainId,
          colour: domains.colour(domainId),
        },
  );
  const months = monthsOf(
    series.map(({ domainId, points }) => ({ id: domainId ?? '', points })),
  );
  const title = t('history');
  const drawing = drawnMonths(months).map(month => ({
    ...month,
    forecast: month.period === forecast?.period ? forecast.rest : null,
  }));
  return (
    <ChartOrTable
      title={title}
      actions={more}
      chart={
        <StackedMonths
          title={title}
          months={drawing}
          series={keys}
          currency={currency}
        />
      }
      table={
        <MonthsTable
          title={title}
          months={months}
          series={keys}
          currency={currency}
        />
      }
    />
  );
}
