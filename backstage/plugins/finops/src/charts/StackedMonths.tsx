import { useId } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormats } from '../figures/useFormats';
import { MONTHS_AXIS, VALUES_AXIS } from './axes';
import { Hint } from './Hint';
import { Legend, type Key } from './Legend';
import { chartsTranslationRef } from './translation';

export interface StackedMonth {
  period: string;
  /** By series; null where nothing is known, which leaves a gap. */
  values: Readonly<Record<string, number | null>>;
  /** What the month is expected to cost beyond what is published: drawn hatched. */
  forecast?: number | null;
}

/** A few months are bars, not walls. */
const WIDEST_BAR = 96;

interface StackedMonthsProps {
  title: string;
  months: readonly StackedMonth[];
  /** From the bottom up. */
  series: readonly Key[];
  currency: string | null;
  height?: number;
}

/** Months as bars, a colour a series, with the rest of a running month hatched. */
export function StackedMonths({
  title,
  months,
  series,
  currency,
  height = 280,
}: StackedMonthsProps) {
  const { t } = useTranslationRef(chartsTranslationRef);
  const formats = useFormats();
  const hatch = useId();
  const rows = months.map(({ period, values, forecast }) => ({
    period,
    ...values,
    forecast,
  }));
  const [first, last] = [
    months.at(0)?.period ?? '',
    months.at(-1)?.period ?? '',
  ];
  const withForecast = months.some(month => month.forecast);
  const description =
    first &&
    t('description', {
      title,
      from: formats.month(first),
      to: formats.month(last),
    });
  const keys = withForecast
    ? [
        ...series,
        {
          id: 'forecast',
          label: t('forecast'),
          colour: `var(--bui-fg-secondary)`,
        },
      ]
    : series;
  return (
    <Flex direction="column" gap="2">
      <ResponsiveContainer width="100%" height={height}>
        <BarChart
          data={rows}
          accessibilityLayer
          title={description}
          margin={{ top: 8, right: 8, bottom: 0, left: 8 }}
          maxBarSize={WIDEST_BAR}
        >
          <defs>
            <pattern
              id={hatch}
              width={6}
              height={6}
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width={2} height={6} fill="var(--bui-fg-secondary)" />
            </pattern>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--bui-border-2)" />
          <XAxis {...MONTHS_AXIS} tickFormatter={formats.shortMonth} />
          <YAxis {...VALUES_AXIS} tickFormatter={formats.short} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--bui-bg-neutral-2)' }}
            content={point => (
              <Hint point={point} keys={keys} currency={currency} />
            )}
          />
          {series.map(({ id, label, colour, hatched }) => (
            <Bar
              key={id}
              dataKey={id}
              name={label}
              stackId="cost"
              fill={hatched ? `url(#${hatch})` : colour}
              stroke="var(--bui-bg-app)"
              isAnimationActive={false}
            />
          ))}
          {withForecast && (
            <Bar
              dataKey="forecast"
              name={t('forecast')}
              stackId="cost"
              fill={`url(#${hatch})`}
              isAnimationActive={false}
            />
          )}
        </BarChart>
      </ResponsiveContainer>
      <Legend keys={keys} />
    </Flex>
  );
}
