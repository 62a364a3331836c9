import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { Amount } from '../api/amount';
import { useFormats } from '../figures/useFormats';
import { MONTHS_AXIS, VALUES_AXIS } from './axes';
import styles from './charts.module.css';
import { chartsTranslationRef } from './translation';

/** Room below and above the lowest and the highest of them. */
const AROUND: [(low: number) => number, (high: number) => number] = [
  low => low * 0.95,
  high => high * 1.05,
];

interface MonthPanelProps {
  /** What is drawn, and in what. */
  title: string;
  /** null: unknown, a gap. */
  months: readonly { period: string; value: number | null }[];
  /** Amounts of a month as bars; what holds through a month, as a price does, as steps. */
  as: 'bars' | 'steps';
  colour: string;
  format: (value: Amount) => string;
  /** Panels of one name show the same month when one of them is pointed at. */
  group: string;
}

/** One small chart of several below or beside each other, each with a scale of its own. */
export function MonthPanel({
  title,
  months,
  as,
  colour,
  format,
  group,
}: MonthPanelProps) {
  const { t } = useTranslationRef(chartsTranslationRef);
  const formats = useFormats();
  const [first, last] = [months.at(0), months.at(-1)];
  const description =
    first &&
    last &&
    t('description', {
      title,
      from: formats.month(first.period),
      to: formats.month(last.period),
    });
  return (
    <Flex direction="column" gap="1" style={{ minWidth: 0 }}>
      <Text variant="body-small" color="secondary">
        {title}
      </Text>
      <ResponsiveContainer width="100%" height={180}>
        <ComposedChart
          data={[...months]}
          syncId={group}
          accessibilityLayer
          title={description}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--bui-border-2)" />
          <XAxis
            {...MONTHS_AXIS}
            tickFormatter={formats.shortMonth}
            minTickGap={24}
          />
          <YAxis
            {...VALUES_AXIS}
            tickFormatter={as === 'bars' ? formats.short : formats.fine}
            // Bars begin at nothing; of a price one wants to see when it changed.
            domain={as === 'bars' ? undefined : AROUND}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--bui-bg-neutral-2)' }}
            content={point => <Value point={point} format={format} />}
          />
          {as === 'bars' ? (
            <Bar dataKey="value" fill={colour} isAnimationActive={false} />
          ) : (
            <Line
              dataKey="value"
              type="step"
              stroke={colour}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </Flex>
  );
}

interface ValueProps {
  point: {
    active?: boolean;
    label?: string | number;
    payload?: readonly { value?: unknown }[];
  };
  format: (value: Amount) => string;
}

function Value({ point, format }: ValueProps) {
  const { t } = useTranslationRef(chartsTranslationRef);
  const formats = useFormats();
  if (!point.active || point.label === undefined) {
    return null;
  }
  const value = point.payload?.[0]?.value;
  return (
    <div className={styles.hint}>
      <strong>{formats.month(String(point.label))}</strong>{' '}
      {typeof value === 'number' ? format(value) : t('notPublished')}
    </div>
  );
}
