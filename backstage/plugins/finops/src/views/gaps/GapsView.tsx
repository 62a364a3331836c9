import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { useRead } from '../../api/useRead';
import { useAddressed, useFilters } from '../../filters/useFilters';
import { Frame } from '../../page/Frame';
import { Answered } from '../../states/Answered';
import { Nothing } from '../../states/Nothing';
import { usePaged } from '../../tables/usePaged';
import { KeyGaps } from './KeyGaps';
import { PriceGaps } from './PriceGaps';
import { gapsTranslationRef } from './translation';

/** The largest keys of each domain and metric. */
const KEYS = 5;

/**
 * What is in the figures without an application or product, and what is not in them for want of a price; that first for who was
 * sent here for it (`of=prices`).
 */
export default function GapsView() {
  const { t } = useTranslationRef(gapsTranslationRef);
  const { filters } = useFilters();
  const unallocated = useRead('/v1/local/unallocated', {
    query: { period: filters.period, limit: KEYS },
  });
  const { read: unpriced, pages } = usePaged('/v1/local/unpriced', {
    query: { ...filters },
  });
  const meta = unpriced.data?.meta;
  const [of] = useAddressed('of');
  if (meta?.asOf === null) {
    return (
      <Frame title={t('title')} meta={meta}>
        <Nothing period={meta.period} asOf={null} />
      </Frame>
    );
  }
  const keys = (
    <Answered key="keys" read={unallocated} height={320}>
      {({ data }) => (
        <Flex direction="column" gap="5">
          <KeyGaps kind="application" rows={data} meta={meta} />
          <KeyGaps kind="product" rows={data} meta={meta} />
        </Flex>
      )}
    </Answered>
  );
  const prices = (
    <Answered key="prices" read={unpriced} height={320}>
      {answer => <PriceGaps answer={answer} pages={pages} />}
    </Answered>
  );
  return (
    <Frame title={t('title')} meta={meta}>
      {of === 'prices' ? [prices, keys] : [keys, prices]}
    </Frame>
  );
}
