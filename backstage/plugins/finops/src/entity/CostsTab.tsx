import '../charts/palette.css';
import '../page/backstage-ui.css';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import { FilterBar } from '../filters/FilterBar';
import { Answered } from '../states/Answered';
import { Freshness } from '../states/Freshness';
import { Explained } from '../states/Nothing';
import { ApplicationCosts } from '../views/application/ApplicationCosts';
import { useApplication } from '../views/application/useApplication';
import { APPLICATION_ANNOTATION, applicationIdOf } from './annotation';
import { MissingAnnotation } from './MissingAnnotation';
import { entityTranslationRef } from './translation';

/** What a component costs, on its own page in the catalog. */
export function CostsTab() {
  const { entity } = useEntity();
  const applicationId = applicationIdOf(entity);
  return applicationId === undefined ? (
    <MissingAnnotation name={entity.metadata.name} />
  ) : (
    <Costs applicationId={applicationId} />
  );
}

function Costs({ applicationId }: { applicationId: string }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const read = useApplication(applicationId);
  if (read.error?.status === 404 && read.error.kind === 'not-found') {
    return (
      <Explained
        title={t('unknown', { id: applicationId })}
        hint={t('unknownHint', { annotation: APPLICATION_ANNOTATION })}
      />
    );
  }
  const meta = read.data?.meta;
  return (
    <Flex direction="column" gap="5" pb="8" className="finops-plugin">
      <FilterBar period={meta?.period ?? null} compared />
      {meta && <Freshness meta={meta} />}
      <Answered read={read} height={720}>
        {application => <ApplicationCosts application={application} />}
      </Answered>
    </Flex>
  );
}
