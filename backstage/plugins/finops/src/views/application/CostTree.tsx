import { useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Card, CardBody, Flex, Select, Text } from '@backstage/ui';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import { useAgainst } from '../../filters/useChoice';
import { useFilters } from '../../filters/useFilters';
import { CsvButton } from '../../tables/CsvButton';
import styles from './application.module.css';
import { BranchRow } from './BranchRow';
import { applicationTranslationRef } from './translation';
import { forks, seen, treeOf } from './tree';
import { TREE_SORTS, useTreeSort, type Application } from './useApplication';

/** What the cost is made of: domains, in them families, in them products with their quantities and prices. */
export function CostTree({ application }: { application: Application }) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const { data, meta } = application;
  const tree = useMemo(() => treeOf(data), [data]);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const all = forks(tree);
  const whole = all.every(id => open.has(id));
  const turn = (id: string) =>
    setOpen(before => {
      const after = new Set(before);
      if (!after.delete(id)) {
        after.add(id);
      }
      return after;
    });
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3">
          <Flex
            justify="between"
            align="end"
            gap="3"
            style={{ flexWrap: 'wrap' }}
          >
            <Flex direction="column" gap="1">
              <Text as="h3" variant="title-x-small">
                {t('made')}
              </Text>
              <Text color="secondary">
                {t('amountsIn', { currency: meta.currency ?? '' })}
              </Text>
            </Flex>
            <Flex gap="2" align="end" style={{ flexWrap: 'wrap' }}>
              <Order />
              <Button
                size="small"
                variant="secondary"
                onPress={() => setOpen(new Set(whole ? [] : all))}
              >
                {whole ? t('closeAll') : t('openAll')}
              </Button>
              <Csv applicationId={data.applicationId} />
            </Flex>
          </Flex>
          <div className={styles.scrolled}>
            <table className={styles.tree} aria-label={t('made')}>
              <Head />
              <tbody>
                {seen(tree, open).map(branch => (
                  <BranchRow
                    key={branch.id}
                    branch={branch}
                    open={open.has(branch.id)}
                    onTurn={() => turn(branch.id)}
                  />
                ))}
              </tbody>
              <Foot data={data} />
            </table>
          </div>
        </Flex>
      </CardBody>
    </Card>
  );
}

function Order() {
  const { t } = useTranslationRef(applicationTranslationRef);
  const [sort, setSort] = useTreeSort();
  return (
    <Select
      aria-label={t('order')}
      size="small"
      options={TREE_SORTS.map(id => ({ id, label: t(`orders.${id}`) }))}
      value={sort}
      onChange={key => setSort(String(key))}
    />
  );
}

function Csv({ applicationId }: { applicationId: string }) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const { filters } = useFilters();
  const [against] = useAgainst();
  const [sort] = useTreeSort();
  return (
    <CsvButton
      title={t('made')}
      path="/v1/local/products"
      query={{ ...filters, against, sort, application: [applicationId] }}
    />
  );
}

function Head() {
  const { t } = useTranslationRef(applicationTranslationRef);
  return (
    <thead>
      <tr>
        <th scope="col">{t('name')}</th>
        <th scope="col">{t('amount')}</th>
        <th scope="col">{t('share')}</th>
        <th scope="col">{t('change')}</th>
        <th scope="col">{t('quantity')}</th>
        <th scope="col">{t('unitPrice')}</th>
      </tr>
    </thead>
  );
}

function Foot({ data }: { data: Application['data'] }) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const formats = useFormats();
  return (
    <tfoot>
      <tr>
        <th scope="row">{t('total')}</th>
        <td>
          <Money amount={data.cost} unpricedRows={data.unpricedRows} />
        </td>
        <td>{formats.share(1)}</td>
        <td>
          <Delta of={data} />
        </td>
        <td />
        <td />
      </tr>
    </tfoot>
  );
}
