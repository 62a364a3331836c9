import { Flex } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import type { Answer } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { OTHERS } from '../../charts/palette';
import { useDomains } from '../../charts/useDomains';
import { useAgainst } from '../../filters/useChoice';
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
import { Quantities } from '../breakdown/Quantities';
import { Retired } from '../breakdown/Retired';
import { domainOf, useWay } from '../breakdown/useWay';
import { Why } from '../breakdown/Why';
import { Courses } from './Courses';
import { PriceTile } from './PriceTile';

const PATH = '/v1/local/products/{product}';

export type Product = Answer<typeof PATH>;

/** "Who uses it, at what price?" */
export default function ProductView() {
  const { productId = '' } = useParams();
  const { filters, trail } = useFilters();
  const [against] = useAgainst();
  const labels = useLabels();
  const domains = useDomains();
  const within = domainOf(productId, trail.domain);
  const read = useRead(PATH, {
    path: { product: productId },
    // Its applications are asked for as pages.
    query: { ...filters, domain: within, against, limit: 1 },
  });
  const applications = useApplications({
    product: [productId],
    domain: within,
  });
  const here = read.isPlaceholderData ? undefined : read.data?.data;
  const { domain, way } = useWay(here);
  const colour = domain ? domains.colour(domain) : OTHERS;
  return (
    <Frame
      title={labels(productId, here?.productLabel ?? null)}
      breadcrumbs={way}
      meta={read.data?.meta}
      compared
    >
      <Answered read={read} height={900}>
        {product => (
          <Flex direction="column" gap="5">
            <Retired at={product.data.retiredAt} />
            <Month product={product} />
            <Courses product={product} colour={colour} />
            <Beside product={product} colour={colour} />
            <Applications
              list={applications}
              trail={{
                domain,
                family: product.data.familyId,
                product: productId,
              }}
              colour={colour}
            />
          </Flex>
        )}
      </Answered>
    </Frame>
  );
}

function Month({ product }: { product: Product }) {
  const { data, meta } = product;
  if (data.environments.length === 0) {
    return <Nothing period={meta.period} asOf={meta.asOf} />;
  }
  return (
    <CostTiles of={data} meta={meta}>
      <PriceTile product={product} />
      <ConcentrationTile of={data.concentration} />
      <ShareTile share={data.share} />
    </CostTiles>
  );
}

function Beside({
  product: { data, meta },
  colour,
}: {
  product: Product;
  colour: string;
}) {
  if (data.environments.length === 0) {
    return null;
  }
  return (
    <>
      <div className={styles.split}>
        <Quantities of={data.quantities ?? []} />
        <Why of={data} meta={meta} />
      </div>
      <Environments
        lines={data.environments}
        currency={meta.currency}
        colour={colour}
      />
    </>
  );
}
