import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  CartesianGrid,
  Line,
  LineChart,
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

export interface LineMonth {
  period: string;
  /** By series; null where nothing is known, which leaves a gap. */
  values: Readonly<Record<string, number | null>>;
}

/** Tell lines apart without their colours; the first is whole. */
export const DASHES = ['', '7 3', '2 3', '9 3 2 3', '14 4', '5 2 1 2 1 2'];

export function dashOf(index: number): string {
  return DASHES[index % DASHES.length] ?? '';
}

interface LineMonthsProps {
  title: string;
  months: readonly LineMonth[];
  /** Each with its `dash`. */
  series: readonly Key[];
  /** null: the values are no amounts, and are compared with each other rather than with nothing. */
  currency: string | null;
  height?: number;
}

/** Months as lines that stop where nothing is known and go on after it. */
export function LineMonths({
  title,
  months,
  series,
  currency,
  height = 340,
}: LineMonthsProps) {
  const { t } = useTranslationRef(chartsTranslationRef);
  const formats = useFormats();
  const rows = months.map(({ period, values }) => ({ period, ...values }));
  const [first, last] = [months.at(0)?.period, months.at(-1)?.period];
  const description =
    first &&
    last &&
    t('description', {
      title,
      from: formats.month(first),
      to: formats.month(last),
    });
  // The hint lists from the top of a stack down; of lines, as the legend does.
  const keys = [...series].reverse();
  return (
    <Flex direction="column" gap="2">
      <ResponsiveContainer width="100%" height={height}>
        <LineChart
          data={rows}
          accessibilityLayer
          title={description}
          margin={{ top: 8, right: 16, bottom: 0, left: 8 }}
        >
          <CartesianGrid vertical={false} stroke="var(--bui-border-2)" />
          <XAxis
            {...MONTHS_AXIS}
            tickFormatter={formats.shortMonth}
            minTickGap={16}
          />
          <YAxis
            {...VALUES_AXIS}
            tickFormatter={formats.short}
            domain={currency === null ? ['auto', 'auto'] : undefined}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--bui-border-2)' }}
            content={point => (
              <Hint point={point} keys={keys} currency={currency} />
            )}
          />
          {series.map(({ id, label, colour, dash }) => (
            <Line
              key={id}
              dataKey={id}
              name={label}
              stroke={colour}
              strokeWidth={2}
              strokeDasharray={dash}
              // A month alone between two gaps has no line, but a point.
              dot={{ r: 2, fill: colour, strokeWidth: 0, strokeDasharray: '' }}
              connectNulls={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
      <Legend keys={series} />
    </Flex>
  );
}
