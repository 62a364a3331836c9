import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import type { Answer } from '../../api/FinopsClient';
import { NONE } from '../../api/reserved';
import { useRead } from '../../api/useRead';
import { Tile } from '../../figures/Tile';
import { useFormats } from '../../figures/useFormats';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { CostTiles } from '../breakdown/CostTiles';
import { useQuantityColumn } from '../breakdown/costColumns';
import { useLabels } from '../breakdown/labels';
import { breakdownTranslationRef } from '../breakdown/translation';
import { CostLines } from './CostLines';
import styles from './group.module.css';
import { GroupFrame } from './GroupFrame';
import { GroupMonths } from './GroupMonths';
import { DomainLines, EntityLines } from './lines';
import { NothingHere } from './NothingHere';
import { Official } from './Official';
import { groupTranslationRef } from './translation';
import { useChosenEntity, useGroupQuery } from './useGroupQuery';
import { useWayDown } from './useWayDown';

const PATH = '/v1/group/applications/{application}';

type Application = Answer<typeof PATH>;

/** "Which of us pay for this application, and for what of it?" */
export default function GroupApplicationView() {
  const { applicationId = '' } = useParams();
  const { t: page } = useTranslationRef(pageTranslationRef);
  const labels = useLabels();
  const links = useGroupLinks();
  const [entity] = useChosenEntity() ?? [];
  const read = useRead(PATH, {
    path: { application: applicationId },
    query: useGroupQuery(),
  });
  const way = useWayDown(
    { label: page('applications'), href: links.applications() },
    read.data?.data,
  );
  return (
    <GroupFrame
      title={labels(applicationId, read.data?.data.applicationLabel ?? null)}
      breadcrumbs={way}
      meta={read.data?.meta}
    >
      <Answered read={read} height={720}>
        {({ data, meta }) =>
          data.entities.length === 0 ? (
            <NothingHere period={meta.period} />
          ) : (
            <Flex direction="column" gap="5">
              <CostTiles of={data} meta={meta}>
                <Tiles of={data} />
              </CostTiles>
              <GroupMonths points={data.history} currency={meta.currency} />
              <div className={styles.pair}>
                <EntityLines lines={data.entities} currency={meta.currency} />
                <DomainLines
                  lines={data.domains}
                  currency={meta.currency}
                  entity={entity}
                />
              </div>
              <Products application={{ data, meta }} />
            </Flex>
          )
        }
      </Answered>
    </GroupFrame>
  );
}

function Tiles({ of }: { of: Application['data'] }) {
  const { t } = useTranslationRef(groupTranslationRef);
  const { t: shared } = useTranslationRef(breakdownTranslationRef);
  const formats = useFormats();
  const used = of.entities.filter(
    ({ cost, unpricedRows }) => cost !== null || unpricedRows > 0,
  );
  return (
    <>
      <Tile label={shared('column.owner')} figure={of.owner ?? '–'}>
        {!of.reserved && of.applicationId}
        <Official official={of.official || of.reserved} />
      </Tile>
      <Tile label={t('entities')} figure={formats.exact(used.length)} />
    </>
  );
}

/** What it uses; a product leads to its domain, where the way down ends. */
function Products({
  application: { data, meta },
}: {
  application: Application;
}) {
  const { t } = useTranslationRef(groupTranslationRef);
  const labels = useLabels();
  const links = useGroupLinks();
  const quantity = useQuantityColumn();
  const lines = data.products.map(product => ({
    ...product,
    id: `${product.domainId}/${product.familyId}/${product.productId}/${product.metric}`,
    label:
      product.productId === NONE
        ? product.domainLabel
        : labels(product.productId, product.productLabel),
    href: links.domain(product.domainId),
  }));
  return (
    <CostLines
      id="group-products"
      title={t('products')}
      lines={lines}
      currency={meta.currency}
      more={[
        {
          id: 'family',
          label: t('column.family'),
          cell: ({ familyId, familyLabel }) => labels(familyId, familyLabel),
        },
        quantity,
      ]}
    />
  );
}
