import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Link, Text } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import type { components } from '../../../api/schema';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { RUN_MARKS } from '../runs/runMarks';
import { StatusMark } from '../../../states/StatusMark';
import { domainsAdminTranslationRef } from './translation';

type Row = components['schemas']['AdminDomain'] & { id: string };

export function DomainList() {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const links = useLinks();
  const read = useRead('/v1/local/admin/domains', {});
  const columns = useColumns();
  return (
    <Answered read={read} height={480}>
      {({ data }) => (
        <ListTable
          id="admin-domains"
          title={t('list')}
          columns={columns}
          rows={data.map(domain => ({ ...domain, id: domain.domainId }))}
          filters={
            <ButtonLink
              size="small"
              variant="primary"
              iconStart={<RiAddLine />}
              href={links.admin('domains/new')}
            >
              {t('new')}
            </ButtonLink>
          }
        />
      )}
    </Answered>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const links = useLinks();
  const formats = useFormats();
  return [
    {
      id: 'domain',
      label: t('domain'),
      heads: true,
      cell: ({ domainId, domainLabel }) => (
        <Flex direction="column" gap="0.5">
          <Link href={links.admin(`domains/${encodeURIComponent(domainId)}`)}>
            {domainLabel}
          </Link>
          <Text variant="body-small" color="secondary">
            {domainId}
          </Text>
        </Flex>
      ),
    },
    {
      id: 'state',
      label: t('state'),
      cell: ({ isEnabled }) => (
        <StatusMark
          mark={isEnabled ? 'good' : 'idle'}
          label={t(isEnabled ? 'states.enabled' : 'states.disabled')}
        />
      ),
    },
    {
      id: 'lastRun',
      label: t('lastRun'),
      cell: row => <LastRun of={row} />,
    },
    {
      id: 'latest',
      label: t('latest'),
      cell: ({ latestPeriod }) =>
        latestPeriod ? formats.month(latestPeriod) : t('never'),
    },
    {
      id: 'mode',
      label: t('mode'),
      cell: ({ domainMode }) => t(`modesShort.${domainMode}`),
    },
    {
      id: 'connector',
      label: t('connector'),
      cell: ({ ingestFunction, connector }) =>
        `${ingestFunction} / ${connector}`,
    },
    {
      id: 'from',
      label: t('from'),
      cell: ({ availableFrom }) => formats.month(availableFrom),
    },
  ];
}

/** How the last run that read it went; leads to the run. */
export function LastRun({ of }: { of: components['schemas']['AdminDomain'] }) {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const links = useLinks();
  const formats = useFormats();
  if (!of.lastRunId || !of.lastRunStatus) {
    return <>{t('never')}</>;
  }
  return (
    <Flex direction="column" gap="0.5">
      <StatusMark
        mark={RUN_MARKS[of.lastRunStatus]}
        label={t(`runs.${of.lastRunStatus}`)}
      />
      <Link
        href={links.admin(`runs/${of.lastRunId}`)}
        aria-label={`${t('toRun')}: ${of.domainLabel}`}
        variant="body-small"
      >
        {of.lastRunAt ? formats.time(of.lastRunAt) : t('toRun')}
      </Link>
      {of.lastRunDryRun && (
        <Text variant="body-small" color="secondary">
          {t('dryRun')}
        </Text>
      )}
    </Flex>
  );
}
