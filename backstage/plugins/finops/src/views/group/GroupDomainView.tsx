import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import { useRead } from '../../api/useRead';
import { Tile } from '../../figures/Tile';
import { useFormats } from '../../figures/useFormats';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { CostTiles } from '../breakdown/CostTiles';
import { domainTranslationRef } from '../domain/translation';
import { GroupApplications, useGroupApplications } from './GroupApplications';
import { GroupFrame } from './GroupFrame';
import { GroupMonths } from './GroupMonths';
import { EntityLines } from './lines';
import { NothingHere } from './NothingHere';
import { Official } from './Official';
import { groupTranslationRef } from './translation';
import { useGroupQuery } from './useGroupQuery';
import { useWayDown } from './useWayDown';

const PATH = '/v1/group/domains/{domain}';

/** "Who of us uses this technology?" */
export default function GroupDomainView() {
  const { domainId = '' } = useParams();
  const { t } = useTranslationRef(groupTranslationRef);
  const { t: page } = useTranslationRef(pageTranslationRef);
  const { t: domain } = useTranslationRef(domainTranslationRef);
  const formats = useFormats();
  const links = useGroupLinks();
  // Its applications are asked for as pages.
  const query = { ...useGroupQuery(), limit: 1 };
  const read = useRead(PATH, { path: { domain: domainId }, query });
  const applications = useGroupApplications(domainId);
  const way = useWayDown(
    { label: page('domains'), href: links.domains() },
    read.data?.data,
  );
  return (
    <GroupFrame
      title={read.data?.data.domainLabel ?? domainId}
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
                <Tile label={domain('mode')} figure={data.domainMode}>
                  {data.indirectLabel}
                  <Official official={data.official} />
                </Tile>
                <Tile
                  label={t('tiles.allocated')}
                  figure={
                    data.allocatedShare === null
                      ? '–'
                      : formats.share(data.allocatedShare)
                  }
                />
              </CostTiles>
              <GroupMonths points={data.history} currency={meta.currency} />
              <EntityLines lines={data.entities} currency={meta.currency} />
              <GroupApplications list={applications} />
            </Flex>
          )
        }
      </Answered>
    </GroupFrame>
  );
}
