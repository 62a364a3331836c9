import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from '../../figures/useFormats';
import { Tile } from '../../figures/Tile';
import type { Product } from './ProductView';
import { productTranslationRef } from './translation';

/** Where a product has one metric, it has one price; else each of its metrics says its own below. */
export function PriceTile({ product: { data, meta } }: { product: Product }) {
  const { t } = useTranslationRef(productTranslationRef);
  const formats = useFormats();
  const { unitPrice, previousUnitPrice, unit } = data;
  if (unitPrice === null || unit === null) {
    return null;
  }
  const per = { currency: meta.currency ?? '', unit };
  return (
    <Tile label={t('unitPrice')} figure={formats.exact(unitPrice)}>
      {previousUnitPrice === null
        ? t('per', per)
        : t('perBefore', { ...per, price: formats.exact(previousUnitPrice) })}
    </Tile>
  );
}
