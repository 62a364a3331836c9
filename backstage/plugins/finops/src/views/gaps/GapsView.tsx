import { useEffect, useRef } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { useRead } from '../../api/useRead';
import { useAddressed, useFilters } from '../../filters/useFilters';
import { Frame } from '../../page/Frame';
import { Answered } from '../../states/Answered';
import { Nothing } from '../../states/Nothing';
import { usePaged } from '../../tables/usePaged';
import styles from './gaps.module.css';
import { KeyGaps } from './KeyGaps';
import { PriceGaps } from './PriceGaps';
import { gapsTranslationRef } from './translation';

/** The largest keys of each domain and metric. */
const KEYS = 5;

/** What is in the figures without an application or product, and what is not in them for want of a price. */
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
  const prices = useArrival(unallocated.isFetched && unpriced.isFetched);
  if (meta?.asOf === null) {
    return (
      <Frame title={t('title')} meta={meta}>
        <Nothing period={meta.period} asOf={null} />
      </Frame>
    );
  }
  return (
    <Frame title={t('title')} meta={meta}>
      <Answered read={unallocated} height={320}>
        {({ data }) => (
          <Flex direction="column" gap="5">
            <KeyGaps kind="application" rows={data} meta={meta} />
            <KeyGaps kind="product" rows={data} meta={meta} />
          </Flex>
        )}
      </Answered>
      <div ref={prices} className={styles.place}>
        <Answered read={unpriced} height={320}>
          {answer => <PriceGaps answer={answer} pages={pages} />}
        </Answered>
      </div>
    </Frame>
  );
}

/** An address with `of=prices` leads right to them, once what stands above them is there. */
function useArrival(there: boolean) {
  const [of] = useAddressed('of');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (there && of === 'prices') {
      place.current?.scrollIntoView();
    }
  }, [there, of]);
  return place;
}
