import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { useFormats } from '../../../figures/useFormats';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { DownloadButton } from '../DownloadButton';
import { StatusMark } from '../../../states/StatusMark';
import { pricesAdminTranslationRef } from './translation';
import { VERSION_MARKS, type Version, type View } from './versions';

type Row = Version & { id: number };

/** What was published, the latest first; each with its prices as a file that can be sent back. */
export function Versions({ view }: { view: View }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const formats = useFormats();
  const time = (at: string | null) => (at ? formats.time(at) : '–');
  const columns: ListColumn<Row>[] = [
    {
      id: 'version',
      label: t('version'),
      heads: true,
      cell: ({ version }) => String(version),
    },
    {
      id: 'state',
      label: t('state'),
      cell: ({ state, refusal }) => (
        <Flex direction="column" gap="0.5">
          <StatusMark
            mark={VERSION_MARKS[state]}
            label={t(`states.${state}`)}
          />
          {refusal && <Text variant="body-small">{refusal}</Text>}
        </Flex>
      ),
    },
    { id: 'reason', label: t('reason'), cell: ({ reason }) => reason },
    { id: 'author', label: t('author'), cell: ({ author }) => author },
    {
      id: 'published',
      label: t('published'),
      cell: ({ publishedAt }) => time(publishedAt),
    },
    {
      id: 'came',
      label: t('came'),
      cell: ({ inForceAt }) => time(inForceAt),
    },
    {
      id: 'file',
      label: t('file'),
      cell: ({ version, state }) => (
        <DownloadButton
          title={t('fileOf', { version: String(version) })}
          path="/v1/local/admin/pricing-views/{view}/versions/{version}"
          asked={{
            path: {
              view: view.pricingViewId,
              version: state === 'draft' ? 'draft' : String(version),
            },
          }}
          fileName={`prices-${view.pricingViewId}-${version}.csv`}
        />
      ),
    },
  ];
  return (
    <ListTable
      id="admin-price-versions"
      title={t('versions')}
      columns={columns}
      rows={view.versions.map(version => ({ ...version, id: version.version }))}
    />
  );
}
