import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import { Tile } from '../dashboard/Tiles';
import styles from './application.module.css';
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
  const standing = budget?.data[0];
  const against = meta.comparedWith && formats.month(meta.comparedWith.to);
  const { yearFrom, yearTo } = budget?.meta ?? {};
  const filtered = meta.environment !== null && t('allEnvironments');
  return (
    <section className={styles.tiles} aria-label={t('tiles')}>
      <Tile
        label={t('cost')}
        figure={
          <Money
            amount={data.cost}
            currency={meta.currency}
            unpricedRows={data.unpricedRows}
          />
        }
      >
        {meta.period && formats.month(meta.period)}
      </Tile>
      <Tile
        label={against ? t('changeAgainst', { month: against }) : t('change')}
        figure={<Delta of={data} short />}
      >
        {data.deltaPercent !== null && formats.signedPercent(data.deltaPercent)}
      </Tile>
      <Tile
        label={t('yearToDate')}
        figure={
          standing ? (
            <Money
              amount={standing.toDate.cost}
              currency={meta.currency}
              unpricedRows={standing.toDate.unpricedRows}
            />
          ) : (
            '–'
          )
        }
      >
        {filtered ||
          (yearFrom && t('since', { month: formats.month(yearFrom) }))}
      </Tile>
      <Tile
        label={t('forecast')}
        figure={
          standing ? (
            <Money amount={standing.year.forecast} currency={meta.currency} />
          ) : (
            '–'
          )
        }
      >
        {filtered || (yearTo && t('until', { month: formats.month(yearTo) }))}
      </Tile>
    </section>
  );
}
