import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import { CostTiles } from '../breakdown/CostTiles';
import { Tile } from '../../figures/Tile';
import { applicationTranslationRef } from './translation';
import type { Application } from './useApplication';
import { useBudget } from './useBudget';

/** The month, its change, and the year so far and to come. */
export function Tiles({
  application: { data, meta },
}: {
  application: Application;
}) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const formats = useFormats();
  const budget = useBudget({ ...meta, applicationId: data.applicationId }).data;
  const { toDate, year } = budget?.data[0] ?? {};
  const { yearFrom, yearTo } = budget?.meta ?? {};
  const filtered = meta.environment !== null && t('allEnvironments');
  return (
    <CostTiles of={data} meta={meta}>
      <Tile
        label={t('yearToDate')}
        figure={
          toDate && (
            <Money
              amount={toDate.cost}
              currency={meta.currency}
              unpricedRows={toDate.unpricedRows}
            />
          )
        }
      >
        {filtered ||
          (yearFrom && t('since', { month: formats.month(yearFrom) }))}
      </Tile>
      <Tile
        label={t('forecast')}
        figure={
          year && <Money amount={year.forecast} currency={meta.currency} />
        }
      >
        {filtered || (yearTo && t('until', { month: formats.month(yearTo) }))}
      </Tile>
    </CostTiles>
  );
}
