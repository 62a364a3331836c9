import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody } from '@backstage/ui';
import { drawn } from '../../api/amount';
import { ChartOrTable } from '../../charts/ChartOrTable';
import { MonthPanel } from '../../charts/MonthPanel';
import { useDomains } from '../../charts/useDomains';
import { useFormats } from '../../figures/useFormats';
import { useLanguage } from '../../figures/useLanguage';
import { CourseTable } from './CourseTable';
import styles from './product.module.css';
import type { Product } from './ProductView';
import { productTranslationRef } from './translation';

export type Series = Product['data']['series'][number];

/** Quantity, unit price and what they make, over two years: one row of charts for each metric that has a price. */
export function Courses({
  product: { data, meta },
  colour,
}: {
  product: Product;
  colour: string;
}) {
  const names = useNames(data);
  return (
    <>
      {data.series.map(series => (
        <Course
          key={`${series.domainId}/${series.metric}`}
          title={names(series)}
          series={series}
          currency={meta.currency ?? ''}
          colour={colour}
        />
      ))}
    </>
  );
}

function useNames(data: Product['data']): (series: Series) => string {
  const { t } = useTranslationRef(productTranslationRef);
  const language = useLanguage();
  const domains = useDomains();
  return ({ metric: id, domainId }) => {
    const found = data.quantities?.find(quantity => quantity.metric === id);
    const label = language === 'fr' ? found?.labelFr : found?.labelEn;
    const metric = label ?? id;
    return domainId
      ? t('courseOf', { metric, domain: domains.label(domainId) })
      : t('course', { metric });
  };
}

interface CourseProps {
  title: string;
  series: Series;
  currency: string;
  colour: string;
}

function Course({ title, series, currency, colour }: CourseProps) {
  const { t } = useTranslationRef(productTranslationRef);
  const formats = useFormats();
  const { unit } = series;
  const first = series.points.findIndex(({ published }) => published);
  const points = series.points.slice(Math.max(first, 0));
  const panel = { group: `${series.domainId}/${series.metric}`, colour };
  const of = (field: 'quantity' | 'unitPrice' | 'cost') =>
    points.map(point => ({ period: point.period, value: drawn(point[field]) }));
  return (
    <Card>
      <CardBody>
        <ChartOrTable
          title={title}
          chart={
            <div className={styles.panels}>
              <MonthPanel
                {...panel}
                title={t('quantityIn', { unit })}
                months={of('quantity')}
                as="bars"
                format={formats.quantity}
              />
              <MonthPanel
                {...panel}
                title={t('price', { currency, unit })}
                months={of('unitPrice')}
                as="steps"
                format={formats.exact}
              />
              <MonthPanel
                {...panel}
                title={t('cost', { currency })}
                months={of('cost')}
                as="bars"
                format={formats.amount}
              />
            </div>
          }
          table={
            <CourseTable
              title={title}
              points={points}
              unit={unit}
              currency={currency}
            />
          }
        />
      </CardBody>
    </Card>
  );
}
