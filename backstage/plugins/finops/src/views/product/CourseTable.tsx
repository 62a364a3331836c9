import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import type { Series } from './Courses';
import styles from './product.module.css';
import { productTranslationRef } from './translation';

interface CourseTableProps {
  title: string;
  points: Series['points'];
  unit: string;
  currency: string;
}

/** The charts' figures: a row a month, the latest first. A month that is not known has none. */
export function CourseTable({
  title,
  points,
  unit,
  currency,
}: CourseTableProps) {
  const { t } = useTranslationRef(productTranslationRef);
  const formats = useFormats();
  return (
    <div className={styles.scrolled}>
      <TableRoot aria-label={title}>
        <TableHeader>
          <Column isRowHeader>{t('month')}</Column>
          <Column>{t('quantityIn', { unit })}</Column>
          <Column>{t('price', { currency, unit })}</Column>
          <Column>{t('cost', { currency })}</Column>
        </TableHeader>
        <TableBody>
          {[...points]
            .reverse()
            .map(({ period, quantity, unitPrice, cost, unpricedRows }) => (
              <Row key={period} id={period}>
                <Cell>{formats.month(period)}</Cell>
                <Cell>
                  {quantity === null ? '–' : formats.quantity(quantity)}
                </Cell>
                <Cell>
                  {unitPrice === null ? '–' : formats.exact(unitPrice)}
                </Cell>
                <Cell>
                  {quantity === null ? (
                    '–'
                  ) : (
                    <Money amount={cost} unpricedRows={unpricedRows} />
                  )}
                </Cell>
              </Row>
            ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}
