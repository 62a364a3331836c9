import { useState, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { RiBarChart2Line, RiTableLine } from '@remixicon/react';
import { chartsTranslationRef } from './translation';

interface ChartOrTableProps {
  title: string;
  chart: ReactNode;
  /** The same figures, for who reads tables. */
  table: ReactNode;
  actions?: ReactNode;
}

/** A chart whose table is one click away. */
export function ChartOrTable({
  title,
  chart,
  table,
  actions,
}: ChartOrTableProps) {
  const { t } = useTranslationRef(chartsTranslationRef);
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  return (
    <Flex direction="column" gap="3">
      <Flex justify="between" align="center" gap="2">
        <Text as="h3" variant="title-x-small">
          {title}
        </Text>
        <Flex gap="2" align="center" style={{ flex: 'none' }}>
          {actions}
          <ToggleButtonGroup
            aria-label={t('shownAs', { title })}
            selectedKeys={[shown]}
            disallowEmptySelection
            onSelectionChange={keys =>
              setShown(keys.has('table') ? 'table' : 'chart')
            }
          >
            <ToggleButton
              id="chart"
              aria-label={t('chart')}
              iconStart={<RiBarChart2Line />}
              size="small"
            />
            <ToggleButton
              id="table"
              aria-label={t('table')}
              iconStart={<RiTableLine />}
              size="small"
            />
          </ToggleButtonGroup>
        </Flex>
      </Flex>
      {shown === 'chart' ? chart : table}
    </Flex>
  );
}
