import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NumberField, Select } from '@backstage/ui';
import { useFilters } from '../../filters/useFilters';
import { OrderPicker } from './OrderPicker';
import { AGAINST, LEVELS } from './orders';
import type { RankingQuery } from './Ranking';
import styles from './rankings.module.css';
import { rankingsTranslationRef } from './translation';

/** What a ranking is of, what it compares with, and from which amount on. */
export function RankingFilters({
  query: { order, by, against, threshold },
  currency,
}: {
  query: RankingQuery;
  currency: string | null;
}) {
  const { t } = useTranslationRef(rankingsTranslationRef);
  const { change } = useFilters();
  return (
    <div className={styles.filters}>
      <OrderPicker order={order} />
      <Select
        label={t('by')}
        options={LEVELS.map(id => ({ id, label: t(id) }))}
        value={by}
        onChange={key => change({ by: String(key) })}
      />
      <Select
        label={t('against')}
        options={AGAINST.map(id => ({ id, label: t(id) }))}
        value={against}
        onChange={key => change({ against: String(key) })}
      />
      <NumberField
        label={t('threshold')}
        secondaryLabel={currency ?? undefined}
        minValue={0}
        step={1}
        value={threshold}
        onChange={value =>
          change({ threshold: String(Number.isNaN(value) ? 0 : value) })
        }
      />
    </div>
  );
}
