import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Amount } from '../../api/amount';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { ShareBar } from '../../figures/ShareBar';
import { Signed } from '../../figures/Signed';
import { useFormats } from '../../figures/useFormats';
import type { ListColumn } from '../../tables/ListTable';
import { breakdownTranslationRef } from './translation';

interface CostRow {
  cost: Amount | null;
  previousCost: Amount | null;
  delta: Amount | null;
  deltaPercent: Amount | null;
  share: Amount | null;
  unpricedRows: number;
}

interface EffectsRow {
  quantityEffect: Amount | null;
  priceEffect: Amount | null;
}

interface QuantityRow {
  quantity: Amount | null;
  unit: string | null;
}

interface PriceRow {
  unitPrice: Amount | null;
}

/** A column of rows that are part of a larger answer, which has them in one order. */
export function inAnswersOrder<Row>(column: ListColumn<Row>): ListColumn<Row> {
  return { ...column, sortable: false };
}

/** The costs of whatever a row is of; sorted by the API. */
export function useCostColumns(colour: string): ListColumn<CostRow>[] {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const figure = { figure: true, sortable: true };
  return [
    {
      ...figure,
      id: 'cost',
      label: t('column.cost'),
      cell: row => <Money amount={row.cost} unpricedRows={row.unpricedRows} />,
    },
    {
      id: 'share',
      label: t('column.share'),
      cell: row => <ShareBar share={row.share} colour={colour} />,
    },
    {
      ...figure,
      id: 'previousCost',
      label: t('column.previousCost'),
      // Nothing then, or nothing known: the change says which.
      cell: ({ previousCost }) =>
        previousCost === null ? '–' : <Money amount={previousCost} />,
    },
    {
      ...figure,
      id: 'delta',
      label: t('column.delta'),
      cell: row => <Delta of={row} />,
    },
  ];
}

/** What of a row's change is because of quantity, what because of price. */
export function useEffectColumns(): ListColumn<EffectsRow>[] {
  const { t } = useTranslationRef(breakdownTranslationRef);
  return [
    {
      id: 'quantityEffect',
      label: t('column.quantityEffect'),
      figure: true,
      cell: row => <Signed amount={row.quantityEffect} />,
    },
    {
      id: 'priceEffect',
      label: t('column.priceEffect'),
      figure: true,
      cell: row => <Signed amount={row.priceEffect} />,
    },
  ];
}

/** Where all of a row is of one metric. */
export function useQuantityColumn(): ListColumn<QuantityRow> {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  return {
    id: 'quantity',
    label: t('column.quantity'),
    figure: true,
    cell: ({ quantity, unit }) =>
      quantity === null ? (
        '–'
      ) : (
        <data value={String(quantity)} title={formats.exact(quantity)}>
          {formats.quantity(quantity)} {unit}
        </data>
      ),
  };
}

/** A price is shown with every digit: it is often far below a cent. */
export function usePriceColumn(): ListColumn<PriceRow> {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  return {
    id: 'unitPrice',
    label: t('column.unitPrice'),
    figure: true,
    cell: ({ unitPrice }) =>
      unitPrice === null ? '–' : formats.exact(unitPrice),
  };
}
