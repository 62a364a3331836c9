import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import type { components } from '../../../api/schema';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { Facts } from '../Facts';
import { RequestRun } from '../runs/RequestRun';
import { StatusMark } from '../../../states/StatusMark';
import { ThingHead } from '../ThingHead';
import { Activation } from './Activation';
import { Checklist } from './Checklist';
import { LastRun } from './DomainList';
import { DomainForm } from './DomainForm';
import { domainsAdminTranslationRef } from './translation';

export type DomainDetail = components['schemas']['AdminDomainDetail'];

/** One domain: its state, what enabling it takes, its settings. */
export function DomainPage() {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const links = useLinks();
  const { domainId = '' } = useParams();
  const read = useRead('/v1/local/admin/domains/{domain}', {
    path: { domain: domainId },
  });
  return (
    <Flex direction="column" gap="4">
      <Link href={links.admin('domains')}>{t('all')}</Link>
      <Answered read={read} height={480}>
        {({ data }) =>
          // While another one is asked for, the last one's form must not be filled in.
          data.domainId === domainId ? (
            <Whole key={domainId} domain={data} />
          ) : null
        }
      </Answered>
    </Flex>
  );
}

function Whole({ domain }: { domain: DomainDetail }) {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const formats = useFormats();
  return (
    <Flex direction="column" gap="5">
      <ThingHead
        title={domain.domainLabel}
        said={
          <StatusMark
            mark={domain.isEnabled ? 'good' : 'idle'}
            label={t(domain.isEnabled ? 'states.enabled' : 'states.disabled')}
          />
        }
        actions={
          <>
            <RequestRun
              initial={{ domains: [domain.domainId], dryRun: true }}
              opener={{ variant: 'secondary', children: t('tryIt') }}
            />
            <Activation domain={domain} />
          </>
        }
      />
      <Facts
        facts={[
          [t('mode'), t(`modes.${domain.domainMode}`)],
          [t('connector'), `${domain.ingestFunction} / ${domain.connector}`],
          [
            t('latest'),
            domain.latestPeriod && formats.month(domain.latestPeriod),
          ],
          [t('lastRun'), <LastRun key="run" of={domain} />],
        ]}
      />
      <Checklist checklist={domain.checklist} />
      <DomainForm domain={domain} />
    </Flex>
  );
}
