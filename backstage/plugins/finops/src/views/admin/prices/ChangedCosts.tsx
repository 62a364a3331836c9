import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import type { Amount } from '../../../api/amount';
import type { components } from '../../../api/schema';
import { Money } from '../../../figures/Money';
import { useFormats } from '../../../figures/useFormats';
import styles from '../forms.module.css';
import { pricesAdminTranslationRef } from './translation';

type MetricQuantity = components['schemas']['MetricQuantity'];

export interface Changed {
  id: string;
  label: string;
  href?: string;
  costBefore: Amount | null;
  costAfter: Amount | null;
  delta: Amount;
  newlyPriced: MetricQuantity[];
  newlyUnpriced: MetricQuantity[];
  /** Of all of a month, not just of what changes. */
  publishedCost?: Amount | null;
}

interface ChangedCostsProps {
  title: string;
  /** Of the first column. */
  name: string;
  currency: string;
  rows: readonly Changed[];
}

/** Costs before and after, with what gets or loses its price named: that is in no difference. */
export function ChangedCosts({
  title,
  name,
  currency,
  rows,
}: ChangedCostsProps) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const formats = useFormats();
  const withMonth = rows.some(row => row.publishedCost !== undefined);
  return (
    <Flex direction="column" gap="1">
      <Text as="h4" variant="body-medium" weight="bold">
        {`${title} (${currency})`}
      </Text>
      <div
        className={styles.scrolled}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled by keyboard too
        tabIndex={0}
        role="region"
        aria-label={title}
      >
        <table className={styles.figures}>
          <thead>
            <tr>
              <th scope="col" data-text>
                {name}
              </th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
              <th scope="col">{t('delta')}</th>
              {withMonth && <th scope="col">{t('ofMonth')}</th>}
              <th aria-hidden />
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.id}>
                <th scope="row">
                  {row.href ? (
                    <Link href={row.href}>{row.label}</Link>
                  ) : (
                    row.label
                  )}
                </th>
                <td>
                  <Money amount={row.costBefore} />
                </td>
                <td>
                  <Money amount={row.costAfter} />
                </td>
                <td title={formats.exact(row.delta)}>
                  {formats.signed(row.delta)}
                </td>
                {withMonth && (
                  <td>
                    <Money amount={row.publishedCost ?? null} />
                  </td>
                )}
                <td data-text>
                  <Priced row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Flex>
  );
}

function Priced({ row }: { row: Changed }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const formats = useFormats();
  const said = (quantities: readonly MetricQuantity[]) =>
    quantities
      .map(({ metric, quantity }) => `${formats.quantity(quantity)} ${metric}`)
      .join(', ');
  const parts = [
    row.newlyPriced.length > 0 &&
      t('newlyPriced', { what: said(row.newlyPriced) }),
    row.newlyUnpriced.length > 0 &&
      t('newlyUnpriced', { what: said(row.newlyUnpriced) }),
  ];
  return <>{parts.filter(Boolean).join('; ')}</>;
}
