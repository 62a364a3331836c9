import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import type { Answer } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { OTHERS } from '../../charts/palette';
import { useDomains } from '../../charts/useDomains';
import { useAgainst, useCostSort } from '../../filters/useChoice';
import { useFilters } from '../../filters/useFilters';
import { Frame } from '../../page/Frame';
import { Answered } from '../../states/Answered';
import { Nothing } from '../../states/Nothing';
import { Applications, useApplications } from '../breakdown/Applications';
import styles from '../breakdown/breakdown.module.css';
import {
  ConcentrationTile,
  CostTiles,
  ShareTile,
} from '../breakdown/CostTiles';
import { Environments } from '../breakdown/Environments';
import { useLabels } from '../breakdown/labels';
import { Months } from '../breakdown/Months';
import { Quantities } from '../breakdown/Quantities';
import { Retired } from '../breakdown/Retired';
import { useHistory } from '../breakdown/useHistory';
import { domainOf, useWay } from '../breakdown/useWay';
import { Why } from '../breakdown/Why';
import { Products } from './Products';
import { familyTranslationRef } from './translation';

const PATH = '/v1/local/families/{family}';

export type Family = Answer<typeof PATH>;

/** "Who uses it?", of a family of products. */
export default function FamilyView() {
  const { familyId = '' } = useParams();
  const { t } = useTranslationRef(familyTranslationRef);
  const { filters, trail } = useFilters();
  const [against] = useAgainst();
  const [sort] = useCostSort();
  const labels = useLabels();
  const domains = useDomains();
  const within = domainOf(familyId, trail.domain);
  const read = useRead(PATH, {
    path: { family: familyId },
    // Its applications are asked for as pages.
    query: { ...filters, domain: within, against, sort, limit: 1 },
  });
  const history = useHistory({
    by: 'product',
    family: [familyId],
    domain: within,
  });
  const applications = useApplications({ family: [familyId], domain: within });
  const here = read.isPlaceholderData ? undefined : read.data?.data;
  const { domain, way } = useWay(here && { domainId: here.domainId });
  const colour = domain ? domains.colour(domain) : OTHERS;
  return (
    <Frame
      title={labels(familyId, here?.familyLabel ?? null)}
      breadcrumbs={way}
      meta={read.data?.meta}
      compared
    >
      <Answered read={read} height={900}>
        {family => (
          <Flex direction="column" gap="5">
            <Retired at={family.data.retiredAt} />
            <Month family={family} />
            <div className={styles.split}>
              <Months title={t('months')} read={history} of="product" />
              <Why of={family.data} meta={family.meta} />
            </div>
            <Products family={family} domain={domain} colour={colour} />
            <Beside family={family} colour={colour} />
            <Applications
              list={applications}
              trail={{ domain, family: familyId }}
              colour={colour}
            />
          </Flex>
        )}
      </Answered>
    </Frame>
  );
}

function Month({ family: { data, meta } }: { family: Family }) {
  if (data.environments.length === 0) {
    return <Nothing period={meta.period} asOf={meta.asOf} />;
  }
  return (
    <CostTiles of={data} meta={meta}>
      <ShareTile share={data.share} />
      <ConcentrationTile of={data.concentration} />
    </CostTiles>
  );
}

function Beside({
  family: { data, meta },
  colour,
}: {
  family: Family;
  colour: string;
}) {
  if (data.environments.length === 0) {
    return null;
  }
  return (
    <>
      <Environments
        lines={data.environments}
        currency={meta.currency}
        colour={colour}
      />
      <Quantities of={data.quantities ?? []} />
    </>
  );
}
