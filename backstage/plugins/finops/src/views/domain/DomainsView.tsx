import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Link, Text } from '@backstage/ui';
import type { Amount } from '../../api/amount';
import type { Answer } from '../../api/FinopsClient';
import { useFormats } from '../../figures/useFormats';
import { useAgainst, useCostSort } from '../../filters/useChoice';
import { useFilters } from '../../filters/useFilters';
import { useLinks } from '../../filters/useLinks';
import { Frame } from '../../page/Frame';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { Nothing } from '../../states/Nothing';
import { ListTable } from '../../tables/ListTable';
import { usePaged } from '../../tables/usePaged';
import { listedOf, type Listed } from './listed';
import { domainTranslationRef } from './translation';
import { useDomainColumns } from './useDomainColumns';

const PATH = '/v1/local/domains';

/** Every domain with its month: what it costs, of which kind it is, and whether it is there at all. */
export default function DomainsView() {
  const { t } = useTranslationRef(pageTranslationRef);
  const { filters } = useFilters();
  const [against] = useAgainst();
  const [sort, setSort] = useCostSort();
  const query = { ...filters, against, sort };
  const { read, pages } = usePaged(PATH, { query });
  const columns = useDomainColumns();
  return (
    <Frame title={t('domains')} meta={read.data?.meta} compared>
      <Answered read={read} height={640}>
        {answer => {
          const whole = pages.offset === 0 && pages.next === null;
          const rows = listedOf(answer, whole);
          return rows.length === 0 ? (
            <Nothing period={answer.meta.period} asOf={answer.meta.asOf} />
          ) : (
            <Flex direction="column" gap="3">
              <Sum meta={answer.meta} />
              <Card>
                <CardBody>
                  <ListTable<Listed>
                    id="domains"
                    title={t('domains')}
                    columns={columns}
                    rows={rows}
                    currency={answer.meta.currency}
                    sort={sort}
                    onSort={setSort}
                    pages={pages}
                    csv={{ path: PATH, query }}
                  />
                </CardBody>
              </Card>
            </Flex>
          );
        }}
      </Answered>
    </Frame>
  );
}

/** All of it, and what of it leads to work. */
function Sum({ meta }: { meta: Answer<typeof PATH>['meta'] }) {
  const { t } = useTranslationRef(domainTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  const { cost, unallocatedCost, unpricedRows } = meta.total;
  const money = (amount: Amount) => formats.money(amount, meta.currency);
  return (
    <Flex gap="4" style={{ flexWrap: 'wrap' }}>
      {cost !== null && (
        <Text weight="bold">{t('all', { cost: money(cost) })}</Text>
      )}
      {unallocatedCost !== null && Number(unallocatedCost) !== 0 && (
        <Link href={links.gaps()}>
          {t('unallocated', { cost: money(unallocatedCost) })}
        </Link>
      )}
      {unpricedRows > 0 && (
        <Link href={links.gaps({ of: 'prices' })}>
          {t('unpriced', { count: unpricedRows })}
        </Link>
      )}
    </Flex>
  );
}
