import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Select } from '@backstage/ui';
import type { Answer, Asked } from '../../api/FinopsClient';
import { useRead } from '../../api/useRead';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import { useAddressed, useFilters } from '../../filters/useFilters';
import { useLinks } from '../../filters/useLinks';
import { Frame } from '../../page/Frame';
import { pageTranslationRef } from '../../page/translation';
import { Answered } from '../../states/Answered';
import { Nothing } from '../../states/Nothing';
import { AddressedSearch } from '../../tables/AddressedSearch';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import { usePaged } from '../../tables/usePaged';
import { applicationTranslationRef } from './translation';

const PATH = '/v1/local/applications';
const COSTLIEST_FIRST = '-cost';
const ALL = 'all';

type Application = Answer<typeof PATH>['data'][number];
type Sort = NonNullable<Asked<typeof PATH>['query']>['sort'];

/** Every application, the costliest first. */
export default function ApplicationsView() {
  const { t } = useTranslationRef(pageTranslationRef);
  const { filters, trail } = useFilters();
  const [q] = useAddressed('q');
  const [sort = COSTLIEST_FIRST, setSort] = useAddressed('sort');
  const query = {
    ...filters,
    q,
    domain: trail.domain ? [trail.domain] : undefined,
    sort: sort as Sort, // the API says what it cannot sort by
  };
  const { read, pages } = usePaged(PATH, { query });
  const columns = useColumns(trail.domain);
  return (
    <Frame title={t('applications')} meta={read.data?.meta}>
      <Answered read={read} height={720}>
        {({ data, meta }) =>
          meta.asOf === null ? (
            <Nothing period={meta.period} asOf={null} />
          ) : (
            <ListTable
              id="applications"
              title={t('applications')}
              columns={columns}
              rows={data.map(row => ({ ...row, id: row.applicationId }))}
              currency={meta.currency}
              sort={sort}
              onSort={by => setSort(by === COSTLIEST_FIRST ? undefined : by)}
              pages={pages}
              csv={{ path: PATH, query }}
              filters={<Filters />}
            />
          )
        }
      </Answered>
    </Frame>
  );
}

function Filters() {
  const { t } = useTranslationRef(applicationTranslationRef);
  const { trail, change } = useFilters();
  const domains = useRead('/v1/local/status', {}).data?.data.domains ?? [];
  return (
    <>
      <AddressedSearch label={t('search')} placeholder={t('searchHint')} />
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
    </>
  );
}

function useColumns(domain: string | undefined): ListColumn<Application>[] {
  const { t } = useTranslationRef(applicationTranslationRef);
  const formats = useFormats();
  const links = useLinks();
  return [
    {
      id: 'label',
      label: t('application'),
      sortable: true,
      heads: true,
      cell: ({ applicationId, applicationLabel, reserved }) =>
        reserved ? (
          <Link href={links.gaps()}>
            <em>{applicationLabel}</em>
          </Link>
        ) : (
          <Link
            href={links.application(applicationId, { domain })}
            title={applicationId}
          >
            {applicationLabel}
          </Link>
        ),
    },
    {
      id: 'id',
      label: t('id'),
      cell: row => !row.reserved && row.applicationId,
    },
    { id: 'owner', label: t('owner'), cell: row => row.owner },
    {
      id: 'cost',
      label: t('amount'),
      sortable: true,
      figure: true,
      cell: row => <Money amount={row.cost} unpricedRows={row.unpricedRows} />,
    },
    {
      id: 'share',
      label: t('share'),
      figure: true,
      cell: ({ share }) => share !== null && formats.share(share),
    },
    {
      id: 'previousCost',
      label: t('previousCost'),
      sortable: true,
      figure: true,
      cell: row =>
        row.previousCost !== null && <Money amount={row.previousCost} />,
    },
    {
      id: 'delta',
      label: t('change'),
      sortable: true,
      figure: true,
      cell: row => <Delta of={row} short />,
    },
    {
      id: 'deltaPercent',
      label: t('changePercent'),
      sortable: true,
      figure: true,
      cell: ({ deltaPercent }) =>
        deltaPercent !== null && formats.signedPercent(deltaPercent),
    },
  ];
}
