import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody } from '@backstage/ui';
import type { Amount } from '../../api/amount';
import type { components } from '../../api/schema';
import { useFormats } from '../../figures/useFormats';
import { useLanguage } from '../../figures/useLanguage';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import styles from './breakdown.module.css';
import { breakdownTranslationRef } from './translation';

type Quantity = components['schemas']['Quantity'];
type Row = Quantity & { id: string };

/** How much was used, by metric: quantities of different metrics are never added. */
export function Quantities({ of }: { of: readonly Quantity[] }) {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const columns = useColumns();
  if (of.length === 0) {
    return null;
  }
  return (
    <Card>
      <CardBody>
        <ListTable<Row>
          id="breakdown-quantities"
          title={t('quantities')}
          columns={columns}
          rows={of.map(row => ({ ...row, id: row.metric }))}
        />
      </CardBody>
    </Card>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const language = useLanguage();
  const name = ({ labelEn, labelFr }: Quantity) =>
    language === 'fr' ? labelFr : labelEn;
  return [
    {
      id: 'metric',
      label: t('column.metric'),
      heads: true,
      cell: row => (
        <span title={row.metric}>
          {name(row)}
          {!row.valued && (
            <span className={styles.beneath}>{t('notValued')}</span>
          )}
        </span>
      ),
    },
    {
      id: 'quantity',
      label: t('column.quantity'),
      figure: true,
      cell: row => <Figure of={row.quantity} />,
    },
    {
      id: 'previousQuantity',
      label: t('column.previousQuantity'),
      figure: true,
      cell: row => <Figure of={row.previousQuantity} />,
    },
    {
      id: 'unit',
      label: t('column.unit'),
      cell: row => <span className={styles.whole}>{row.unit}</span>,
    },
    {
      id: 'without',
      label: t('column.without'),
      figure: true,
      cell: row => <Figure of={row.unallocatedQuantity} />,
    },
  ];
}

function Figure({ of }: { of: Amount | null }) {
  const formats = useFormats();
  if (of === null) {
    return <>–</>;
  }
  return (
    <data value={String(of)} title={formats.exact(of)}>
      {formats.quantity(of)}
    </data>
  );
}
