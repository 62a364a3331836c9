import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useFilters } from '../../filters/useFilters';
import { ORDERS, type Order } from './orders';
import { rankingsTranslationRef } from './translation';

/** Which ranking; where one was in the list before says nothing of the next. */
export function OrderPicker({ order }: { order: Order }) {
  const { t } = useTranslationRef(rankingsTranslationRef);
  const { change } = useFilters();
  return (
    <ToggleButtonGroup
      aria-label={t('order')}
      selectedKeys={[order]}
      disallowEmptySelection
      onSelectionChange={keys => {
        const [chosen] = [...keys];
        change({ order: chosen === 'cost' ? undefined : String(chosen) });
      }}
    >
      {ORDERS.map(each => (
        <ToggleButton key={each} id={each}>
          {t(each)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
