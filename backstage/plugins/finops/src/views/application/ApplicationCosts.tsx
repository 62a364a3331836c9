import { Flex } from '@backstage/ui';
import { OTHERS } from '../../charts/palette';
import { useMe } from '../../page/useMe';
import { Nothing } from '../../states/Nothing';
import { Environments } from '../breakdown/Environments';
import { Anomalies } from './Anomalies';
import { Budget } from './Budget';
import { CostTree } from './CostTree';
import { History } from './History';
import { Lineage } from './Lineage';
import { Summary } from './Summary';
import { Tiles } from './Tiles';
import type { Application } from './useApplication';
import { Waterfall } from './Waterfall';

interface ApplicationCostsProps {
  application: Application;
  /** Leads to the application in the catalog; left out where one is there already. */
  withCatalog?: boolean;
}

/** All about what one application costs, for its page and for its tab in the catalog. */
export function ApplicationCosts({
  application,
  withCatalog = false,
}: ApplicationCostsProps) {
  const { administers } = useMe();
  const { data, meta } = application;
  return (
    <Flex direction="column" gap="5">
      <Summary application={application} withCatalog={withCatalog} />
      {data.products.length === 0 ? (
        <Nothing period={meta.period} asOf={meta.asOf} />
      ) : (
        <>
          <Tiles application={application} />
          <Waterfall application={application} />
          <CostTree application={application} />
          <Environments
            lines={data.environments}
            currency={meta.currency}
            colour={OTHERS}
          />
          <Budget application={application} />
        </>
      )}
      <History application={application} />
      <Anomalies application={application} />
      {administers('finops') && <Lineage application={application} />}
    </Flex>
  );
}
