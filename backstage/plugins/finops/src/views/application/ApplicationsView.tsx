import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useRead } from '../../api/useRead';
import { OTHERS } from '../../charts/palette';
import { useDomains } from '../../charts/useDomains';
import { useFilters } from '../../filters/useFilters';
import { Frame } from '../../page/Frame';
import { pageTranslationRef } from '../../page/translation';
import { Nothing } from '../../states/Nothing';
import { Applications, useApplications } from '../breakdown/Applications';
import { applicationTranslationRef } from './translation';

const ALL = 'all';

/** Every application, the costliest first: what all costs of it are, or those of one domain. */
export default function ApplicationsView() {
  const { t } = useTranslationRef(pageTranslationRef);
  const { domain } = useFilters().trail;
  const domains = useDomains();
  const list = useApplications({ domain: domain ? [domain] : undefined });
  const meta = list.read.data?.meta;
  return (
    <Frame title={t('applications')} meta={meta} compared>
      {meta?.asOf === null ? (
        <Nothing period={meta.period} asOf={null} />
      ) : (
        <Applications
          list={list}
          trail={{ domain }}
          colour={domain ? domains.colour(domain) : OTHERS}
          filters={<DomainPicker />}
        />
      )}
    </Frame>
  );
}

/** The domain whose costs count; it goes along as the way to an application. */
function DomainPicker() {
  const { t } = useTranslationRef(applicationTranslationRef);
  const { trail, change } = useFilters();
  const domains = useRead('/v1/local/status', {}).data?.data.domains ?? [];
  return (
    <Select
      aria-label={t('domain')}
      size="small"
      options={[
        { id: ALL, label: t('allDomains') },
        ...domains.map(({ domainId, domainLabel }) => ({
          id: domainId,
          label: domainLabel,
        })),
      ]}
      value={trail.domain ?? ALL}
      onChange={key =>
        change({ domain: key === ALL ? undefined : String(key) })
      }
    />
  );
}
