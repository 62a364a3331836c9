import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useRead } from '../../api/useRead';
import { useAddressed, useFilters } from '../../filters/useFilters';
import { groupTranslationRef } from './translation';

const ALL = 'all';

/** Which entities there are is asked for when somebody opens the list, or where one of them is to be named. */
export function EntityPicker() {
  const { t } = useTranslationRef(groupTranslationRef);
  const { filters } = useFilters();
  const [entity, setEntity] = useAddressed('entity');
  const [opened, setOpened] = useState(false);
  const found = useRead(
    '/v1/group/entities',
    { query: { period: filters.period, sort: 'label' } },
    { enabled: opened || entity !== undefined },
  );
  const labels = new Map(
    found.data?.data.map(({ entityId, entityLabel }) => [
      entityId,
      entityLabel,
    ]),
  );
  if (entity && !labels.has(entity)) {
    labels.set(entity, entity);
  }
  return (
    <Select
      label={t('entity')}
      options={[
        { id: ALL, label: t('allEntities') },
        ...[...labels].map(([id, label]) => ({ id, label })),
      ]}
      value={entity ?? ALL}
      onOpenChange={isOpen => isOpen && setOpened(true)}
      onChange={key => setEntity(key === ALL ? undefined : String(key))}
    />
  );
}
