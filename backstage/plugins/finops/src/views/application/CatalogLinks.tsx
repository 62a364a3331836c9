import { useQuery } from '@tanstack/react-query';
import {
  useApi,
  useApiHolder,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { finopsApiRef } from '../../api/FinopsApi';
import { APPLICATION_ANNOTATION } from '../../entity/annotation';
import { Fact } from './Fact';
import { applicationTranslationRef } from './translation';

/** More than one component may be of an application; nobody reads a longer list. */
const MOST = 5;

/** The catalog's components that are of an application; nothing where it has none, or where there is no catalog. */
export function CatalogLinks({ applicationId }: { applicationId: string }) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const entityPage = useRouteRef(entityRouteRef);
  const catalog = useApiHolder().get(catalogApiRef);
  const { queries } = useApi(finopsApiRef);
  const found = useQuery(
    {
      queryKey: ['catalog', applicationId],
      queryFn: async () => {
        const answer = await catalog?.getEntities({
          filter: {
            kind: 'component',
            [`metadata.annotations.${APPLICATION_ANNOTATION}`]: applicationId,
          },
          fields: [
            'kind',
            'metadata.name',
            'metadata.namespace',
            'metadata.title',
          ],
          limit: MOST,
        });
        return answer?.items ?? [];
      },
      enabled: catalog !== undefined && entityPage !== undefined,
      placeholderData: undefined,
    },
    queries,
  );
  if (!found.data?.length) {
    return null;
  }
  return (
    <Fact label={t('catalog')}>
      {found.data.map((entity, index) => (
        <span key={entity.metadata.name}>
          {index > 0 && ', '}
          <Link href={entityPage?.(entityRouteParams(entity))}>
            {entity.metadata.title ?? entity.metadata.name}
          </Link>
        </span>
      ))}
    </Fact>
  );
}
