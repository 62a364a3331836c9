import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import type { Answer } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { useDomains } from '../../charts/useDomains';
import { useAgainst, useCostSort } from '../../filters/useChoice';
import { useFilters } from '../../filters/useFilters';
import { useLinks } from '../../filters/useLinks';
import { Frame } from '../../page/Frame';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { Nothing } from '../../states/Nothing';
import { Applications, useApplications } from '../breakdown/Applications';
import styles from '../breakdown/breakdown.module.css';
import { CostTiles } from '../breakdown/CostTiles';
import { Months } from '../breakdown/Months';
import { Quantities } from '../breakdown/Quantities';
import { useHistory } from '../breakdown/useHistory';
import { Why } from '../breakdown/Why';
import { Families } from './Families';
import { ModeTile } from './ModeTile';
import { domainTranslationRef } from './translation';

const PATH = '/v1/local/domains/{domain}';

export type Domain = Answer<typeof PATH>;

/** "What drives this technology?" */
export default function DomainView() {
  const { domainId = '' } = useParams();
  const { t } = useTranslationRef(domainTranslationRef);
  const { t: page } = useTranslationRef(pageTranslationRef);
  const { filters } = useFilters();
  const [against] = useAgainst();
  const [sort] = useCostSort();
  const links = useLinks();
  const domains = useDomains();
  // Its applications are asked for as pages.
  const query = { ...filters, against, sort, limit: 1 };
  const read = useRead(PATH, { path: { domain: domainId }, query });
  const history = useHistory({ by: 'family', domain: [domainId] });
  const applications = useApplications({ domain: [domainId] });
  return (
    <Frame
      title={domains.label(domainId)}
      breadcrumbs={[{ label: page('domains'), href: links.domains() }]}
      meta={read.data?.meta}
      compared
    >
      <Answered read={read} height={900}>
        {domain => (
          <Flex direction="column" gap="5">
            <Month domain={domain} />
            <div className={styles.split}>
              <Months
                title={
                  domain.data.domainMode === 'DIRECT'
                    ? t('months')
                    : t('monthsOfAll')
                }
                read={history}
                of="family"
              />
              <Why of={domain.data} meta={domain.meta} />
            </div>
            <Families domain={domain} />
            <Quantities of={domain.data.quantities ?? []} />
            <Applications
              list={applications}
              trail={{ domain: domainId }}
              colour={domains.colour(domainId)}
            />
          </Flex>
        )}
      </Answered>
    </Frame>
  );
}

function Month({ domain: { data, meta } }: { domain: Domain }) {
  if (data.families.length === 0) {
    return <Nothing period={meta.period} asOf={meta.asOf} />;
  }
  return (
    <CostTiles of={data} meta={meta}>
      <ModeTile of={data} />
    </CostTiles>
  );
}
