import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import type { Amount } from '../api/amount';
import { Money } from '../figures/Money';
import { useFormats } from '../figures/useFormats';
import styles from './charts.module.css';
import type { Key } from './Legend';
import { chartsTranslationRef } from './translation';

export interface TableMonth {
  period: string;
  /** Of the whole month; null where it is unknown. Left out: the months have no total. */
  cost?: Amount | null;
  costs: Readonly<Record<string, Amount | null>>;
}

interface MonthsTableProps {
  title: string;
  months: readonly TableMonth[];
  series: readonly Key[];
  currency: string | null;
}

/** A chart's figures: a row a month, a column a series. */
export function MonthsTable({
  title,
  months,
  series,
  currency,
}: MonthsTableProps) {
  const { t } = useTranslationRef(chartsTranslationRef);
  const formats = useFormats();
  const withTotal = months.some(month => month.cost !== undefined);
  return (
    <div className={styles.scrolled}>
      <TableRoot aria-label={`${title} (${currency ?? ''})`}>
        <TableHeader>
          <Column isRowHeader>{t('month')}</Column>
          {[...(withTotal ? [<Column key="total">{t('total')}</Column>] : [])]}
          {series.map(({ id, label }) => (
            <Column key={id}>{label}</Column>
          ))}
        </TableHeader>
        <TableBody>
          {[...months].reverse().map(({ period, cost, costs }) => (
            <Row key={period} id={period}>
              <Cell>{formats.month(period)}</Cell>
              {[
                ...(withTotal
                  ? [
                      <Cell key="total">
                        <Figure amount={cost} />
                      </Cell>,
                    ]
                  : []),
              ]}
              {series.map(({ id }) => (
                <Cell key={id}>
                  <Figure amount={costs[id]} />
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}

function Figure({ amount }: { amount: Amount | null | undefined }) {
  return amount === undefined || amount === null ? (
    <>–</>
  ) : (
    <Money amount={amount} />
  );
}
