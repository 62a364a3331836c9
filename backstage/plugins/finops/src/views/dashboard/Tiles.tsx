import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { BudgetBar, shareOf } from '../../figures/BudgetBar';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { Tile } from '../../figures/Tile';
import { useFormats } from '../../figures/useFormats';
import type { Dashboard } from './DashboardView';
import styles from './dashboard.module.css';
import { dashboardTranslationRef } from './translation';

/** The five figures that one comes for. */
export function Tiles({ dashboard: { data, meta } }: { dashboard: Dashboard }) {
  const { t } = useTranslationRef(dashboardTranslationRef);
  const formats = useFormats();
  const against = meta.comparedWith && formats.month(meta.comparedWith.to);
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
        label={against ? t('change', { month: against }) : t('delta')}
        figure={<Delta of={data} short />}
      >
        {data.deltaPercent !== null && formats.signedPercent(data.deltaPercent)}
      </Tile>
      <BudgetTile dashboard={{ data, meta }} />
      <Tile
        label={t('yearToDate')}
        figure={<Money amount={data.yearToDate} currency={meta.currency} />}
      >
        {data.yearFrom && t('since', { month: formats.month(data.yearFrom) })}
      </Tile>
      <ForecastTile dashboard={{ data, meta }} />
    </section>
  );
}

function BudgetTile({ dashboard: { data, meta } }: { dashboard: Dashboard }) {
  const { t } = useTranslationRef(dashboardTranslationRef);
  const formats = useFormats();
  const budget = data.budget?.month ?? null;
  if (budget === null) {
    const hint = meta.environment ? t('budgetFiltered') : t('noBudgetHint');
    return (
      <Tile
        label={t('budget')}
        figure={<span className={styles.none}>{t('noBudget')}</span>}
      >
        {hint}
      </Tile>
    );
  }
  const used = shareOf(budget, data.cost);
  return (
    <Tile
      label={t('budget')}
      figure={used === null ? '–' : formats.share(used)}
    >
      <BudgetBar
        budget={budget}
        cost={data.cost}
        forecast={data.forecast?.month ?? null}
        currency={meta.currency}
      />
    </Tile>
  );
}

function ForecastTile({ dashboard: { data, meta } }: { dashboard: Dashboard }) {
  const { t } = useTranslationRef(dashboardTranslationRef);
  const formats = useFormats();
  if (!data.forecast?.year) {
    return (
      <Tile
        label={t('forecast')}
        figure={<span className={styles.none}>–</span>}
      >
        {meta.environment ? t('forecastFiltered') : t('noForecast')}
      </Tile>
    );
  }
  const { month, year } = data.forecast;
  return (
    <Tile
      label={t('forecast')}
      figure={<Money amount={year} currency={meta.currency} />}
    >
      {month !== null &&
        meta.period &&
        t('forecastMonth', {
          month: formats.month(meta.period),
          amount: formats.money(month, meta.currency),
        })}
    </Tile>
  );
}
