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
import { Hint } from './Hint';
import { Legend, type Key } from './Legend';

export interface ComparedRow {
  id: string;
  label: string;
  /** By key; null where nothing is known, which leaves a gap. */
  values: Readonly<Record<string, number | null>>;
}

interface ComparedBarsProps {
  /** What is drawn, in words. */
  description: string;
  rows: readonly ComparedRow[];
  /** From the first bar of a row to the last. */
  keys: readonly Key[];
  currency: string | null;
}

const ROW = 48;
const AROUND = 40;

/** Things below each other, each with a few bars that are compared. */
export function ComparedBars({
  description,
  rows,
  keys,
  currency,
}: ComparedBarsProps) {
  const formats = useFormats();
  const labels = new Map(rows.map(({ id, label }) => [id, label]));
  const name = (id: string) => labels.get(id) ?? id;
  return (
    <Flex direction="column" gap="2">
      <ResponsiveContainer width="100%" height={rows.length * ROW + AROUND}>
        <BarChart
          layout="vertical"
          data={rows.map(({ id, values }) => ({ id, ...values }))}
          accessibilityLayer
          title={description}
          margin={{ top: 8, right: 16, bottom: 0, left: 8 }}
        >
          <CartesianGrid horizontal={false} stroke="var(--bui-border-2)" />
          <XAxis
            type="number"
            stroke="var(--bui-fg-secondary)"
            tickLine={false}
            axisLine={false}
            tickFormatter={formats.short}
          />
          <YAxis
            type="category"
            dataKey="id"
            width={140}
            stroke="var(--bui-fg-secondary)"
            tickLine={false}
            tickFormatter={name}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--bui-bg-neutral-2)' }}
            content={point => (
              <Hint
                point={point}
                keys={[...keys].reverse()}
                currency={currency}
                name={name}
              />
            )}
          />
          {keys.map(({ id, label, colour }) => (
            <Bar
              key={id}
              dataKey={id}
              name={label}
              fill={colour}
              stroke="var(--bui-bg-app)"
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
      <Legend keys={keys} />
    </Flex>
  );
}
