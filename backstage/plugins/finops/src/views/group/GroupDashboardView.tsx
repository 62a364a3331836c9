import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import type { Answer } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { monthsAfter } from '../../filters/months';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { Tile } from '../../figures/Tile';
import { useFormats } from '../../figures/useFormats';
import { Answered } from '../../states/Answered';
import { CostTiles } from '../breakdown/CostTiles';
import styles from './group.module.css';
import { GroupFrame } from './GroupFrame';
import { GroupMonths } from './GroupMonths';
import { ApplicationLines, DomainLines, EntityLines } from './lines';
import { NothingHere } from './NothingHere';
import { groupTranslationRef } from './translation';
import { useGroupQuery } from './useGroupQuery';

const PATH = '/v1/group/dashboard';
const TOP = 10;
const YEAR = 12;

type Dashboard = Answer<typeof PATH>;

/** "What do we cost together, and is everybody in it?" One request. */
export default function GroupDashboardView() {
  const { t } = useTranslationRef(groupTranslationRef);
  const query = { ...useGroupQuery(), limit: TOP };
  const read = useRead(PATH, { query });
  return (
    <GroupFrame title={t('dashboard')} meta={read.data?.meta}>
      <Answered read={read} height={720}>
        {({ data, meta }) =>
          data.domains.length === 0 ? (
            <NothingHere period={meta.period} />
          ) : (
            <Flex direction="column" gap="5">
              <CostTiles of={data} meta={meta}>
                <Tiles dashboard={{ data, meta }} />
              </CostTiles>
              <GroupMonths points={data.history} currency={meta.currency} />
              <div className={styles.pair}>
                <EntityLines lines={data.entities} currency={meta.currency} />
                <DomainLines lines={data.domains} currency={meta.currency} />
              </div>
              <ApplicationLines
                lines={data.applications}
                currency={meta.currency}
              />
            </Flex>
          )
        }
      </Answered>
    </GroupFrame>
  );
}

function Tiles({ dashboard: { data, meta } }: { dashboard: Dashboard }) {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  const links = useGroupLinks();
  const { expected, received, closed, partial, missing } = data.completeness;
  return (
    <>
      <Tile
        label={t('tiles.entities')}
        figure={t('tiles.of', {
          here: formats.exact(received + closed),
          all: formats.exact(expected),
        })}
      >
        <Link href={links.completeness()}>
          {missing + partial > 0
            ? t('tiles.lacking', {
                missing: formats.exact(missing),
                partial: formats.exact(partial),
              })
            : t('tiles.everybody')}
        </Link>
      </Tile>
      <Tile
        label={t('tiles.likeForLike')}
        figure={data.likeForLike ? <Delta of={data.likeForLike} short /> : '–'}
      >
        {data.likeForLike &&
          t('tiles.ofEntities', { count: data.likeForLike.entities })}
      </Tile>
      <Tile
        label={t('tiles.lastYear')}
        figure={
          data.sameMonthLastYear === null ? (
            '–'
          ) : (
            <Money amount={data.sameMonthLastYear} currency={meta.currency} />
          )
        }
      >
        {meta.period && formats.month(monthsAfter(meta.period, -YEAR))}
      </Tile>
      <Tile
        label={t('tiles.allocated')}
        figure={
          data.allocatedShare === null
            ? '–'
            : formats.share(data.allocatedShare)
        }
      >
        {t('tiles.anomalies', { count: data.anomalies })}
      </Tile>
    </>
  );
}
