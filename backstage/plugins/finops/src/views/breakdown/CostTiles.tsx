import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Amount } from '../../api/amount';
import type { components } from '../../api/schema';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import { Tile } from '../../figures/Tile';
import styles from './breakdown.module.css';
import { breakdownTranslationRef } from './translation';

/** What the answers of domains, families and products say of themselves. */
export interface BreakdownMeta {
  period: string | null;
  currency: string | null;
  comparedWith?: { to: string } | null;
}

interface CostTilesProps {
  of: {
    cost: Amount | null;
    previousCost: Amount | null;
    delta: Amount | null;
    deltaPercent: Amount | null;
    unpricedRows: number;
  };
  meta: BreakdownMeta;
  /** More of them. */
  children: ReactNode;
}

/** The cost and its change first, then what matters at this level. */
export function CostTiles({ of, meta, children }: CostTilesProps) {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  const against = meta.comparedWith && formats.month(meta.comparedWith.to);
  return (
    <section className={styles.tiles} aria-label={t('figures')}>
      <Tile
        label={t('cost')}
        figure={
          <Money
            amount={of.cost}
            currency={meta.currency}
            unpricedRows={of.unpricedRows}
          />
        }
      >
        {meta.period && formats.month(meta.period)}
      </Tile>
      <Tile
        label={against ? t('changeAgainst', { month: against }) : t('change')}
        figure={<Delta of={of} short />}
      >
        {of.deltaPercent !== null && formats.signedPercent(of.deltaPercent)}
      </Tile>
      {children}
    </section>
  );
}

/** The part of all costs that something is. */
export function ShareTile({ share }: { share: Amount | null }) {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  return (
    <Tile
      label={t('share')}
      figure={share === null ? '–' : formats.share(share)}
    >
      {t('ofAll')}
    </Tile>
  );
}

/** How few applications make most of a cost. */
export function ConcentrationTile({
  of,
}: {
  of: components['schemas']['Concentration'] | null;
}) {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  if (!of) {
    return (
      <Tile label={t('concentration')} figure="–">
        {t('nobody')}
      </Tile>
    );
  }
  return (
    <Tile
      label={t('concentration')}
      figure={t('concentrationOf', {
        applications: formats.exact(of.applications),
        all: formats.exact(of.ofApplications),
      })}
    >
      {t('concentrationMeaning', {
        share: formats.share(Number(of.threshold)),
      })}
    </Tile>
  );
}
