import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import type { Answer } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { Tile } from '../../figures/Tile';
import { useFormats } from '../../figures/useFormats';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { Answered } from '../../states/Answered';
import { CostTiles } from '../breakdown/CostTiles';
import { GroupFrame } from './GroupFrame';
import { GroupMonths } from './GroupMonths';
import { ApplicationLines, DomainLines } from './lines';
import { MonthStateMark } from './MonthStateMark';
import { NothingHere } from './NothingHere';
import { groupTranslationRef } from './translation';
import { useGroupQuery } from './useGroupQuery';

const PATH = '/v1/group/entities/{entity}';
const TOP = 10;

type Entity = Answer<typeof PATH>;

/** "What does this entity cost, and what of it is here?" */
export default function EntityView() {
  const { entityId = '' } = useParams();
  const { t } = useTranslationRef(groupTranslationRef);
  const links = useGroupLinks();
  const { entity: _, ...asked } = useGroupQuery();
  const read = useRead(PATH, {
    path: { entity: entityId },
    query: { ...asked, limit: TOP },
  });
  return (
    <GroupFrame
      title={read.data?.data.entityLabel ?? entityId}
      breadcrumbs={[{ label: t('entities'), href: links.entities() }]}
      meta={read.data?.meta}
      filters={['month', 'pricingView', 'against']}
    >
      <Answered read={read} height={720}>
        {({ data, meta }) => (
          <Flex direction="column" gap="5">
            {data.domains.length === 0 && <NothingHere period={meta.period} />}
            <CostTiles of={data} meta={meta}>
              <Tiles entity={{ data, meta }} />
            </CostTiles>
            <GroupMonths
              points={data.months.map(({ period, cost, status }) => ({
                period,
                cost,
                published: status === null || status === 'missing' ? 0 : 1,
                missing: status === 'missing' || status === 'partial' ? 1 : 0,
              }))}
              currency={meta.currency}
            />
            {data.domains.length > 0 && (
              <>
                <DomainLines
                  lines={data.domains}
                  currency={meta.currency}
                  entity={entityId}
                />
                <ApplicationLines
                  lines={data.applications}
                  currency={meta.currency}
                  entity={entityId}
                />
              </>
            )}
          </Flex>
        )}
      </Answered>
    </GroupFrame>
  );
}

function Tiles({ entity: { data, meta } }: { entity: Entity }) {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  const links = useGroupLinks();
  const { exchange } = data;
  const findings = exchange ? exchange.blocking + exchange.warning : 0;
  return (
    <>
      <Tile label={t('status')} figure={<MonthStateMark state={data.status} />}>
        {exchange?.publishedAt
          ? t('tiles.published', { time: formats.time(exchange.publishedAt) })
          : t('tiles.notPublished')}
      </Tile>
      <Tile
        label={t('conformity.title')}
        figure={exchange ? formats.exact(findings) : '–'}
      >
        {exchange && (
          <Link
            href={links.conformity({
              entity: data.entityId,
              period: meta.to ?? undefined,
            })}
          >
            {t('tiles.findings', {
              blocking: formats.exact(exchange.blocking),
              count: exchange.warning,
            })}
          </Link>
        )}
      </Tile>
      <Tile
        label={t('column.applications')}
        figure={formats.exact(data.applicationCount)}
      >
        {!data.member && t('notMember')}
      </Tile>
    </>
  );
}
