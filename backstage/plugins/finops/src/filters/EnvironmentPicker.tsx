import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { finopsApiRef } from '../api/FinopsApi';
import { filtersTranslationRef } from './translation';
import { useFilters } from './useFilters';

const ALL = 'all';

/** Which environments a month has is asked for when somebody opens the list, and not before. */
export function EnvironmentPicker({ period }: { period: string | null }) {
  const { t } = useTranslationRef(filtersTranslationRef);
  const { filters, change } = useFilters();
  const [opened, setOpened] = useState(false);
  const { client, queries } = useApi(finopsApiRef);
  const shown = filters.period ?? period;
  const found = useQuery(
    {
      queryKey: ['environments', shown],
      queryFn: () =>
        client.write('post', '/v1/local/aggregate', {
          params: {},
          body: { period: shown, dimensions: ['environment'] },
          idempotencyKey: crypto.randomUUID(),
        }),
      enabled: opened && shown !== null,
    },
    queries,
  );
  const ids = new Set(found.data?.data.flatMap(row => row.environment ?? []));
  if (filters.environment) {
    ids.add(filters.environment);
  }
  return (
    <Select
      label={t('environment')}
      options={[
        { id: ALL, label: t('allEnvironments') },
        ...[...ids].sort().map(id => ({ id, label: id })),
      ]}
      value={filters.environment ?? ALL}
      onOpenChange={isOpen => isOpen && setOpened(true)}
      onChange={key =>
        change({ environment: key === ALL ? undefined : String(key) })
      }
    />
  );
}
