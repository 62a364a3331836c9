import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody } from '@backstage/ui';
import { ChartOrTable } from '../../charts/ChartOrTable';
import { MonthsTable } from '../../charts/MonthsTable';
import { COLOURS, OTHERS } from '../../charts/palette';
import { StackedMonths } from '../../charts/StackedMonths';
import {
  drawnMonths,
  LACKING,
  monthsOf,
  WHOLE,
  type GroupPoint,
} from './points';
import { groupTranslationRef } from './translation';

interface GroupMonthsProps {
  points: readonly GroupPoint[];
  currency: string | null;
}

/** Thirteen months; those that lack an entity are told apart. */
export function GroupMonths({ points, currency }: GroupMonthsProps) {
  const { t } = useTranslationRef(groupTranslationRef);
  const title = t('months.title');
  const months = monthsOf(points);
  const series = [
    { id: WHOLE, label: t('months.whole'), colour: COLOURS[0] ?? OTHERS },
    {
      id: LACKING,
      label: t('months.lacking'),
      colour: 'var(--bui-fg-secondary)',
      hatched: true,
    },
  ];
  return (
    <Card>
      <CardBody>
        <ChartOrTable
          title={title}
          chart={
            <StackedMonths
              title={title}
              months={drawnMonths(months)}
              series={series}
              currency={currency}
            />
          }
          table={
            <MonthsTable
              title={title}
              months={months}
              series={series}
              currency={currency}
            />
          }
        />
      </CardBody>
    </Card>
  );
}
