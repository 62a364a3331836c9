import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { StatusMark } from '../../../states/StatusMark';
import { WriteView } from './WriteView';
import { pricesAdminTranslationRef } from './translation';
import { versionIn, type View } from './versions';

type Row = View & { id: string };

export function PricingViewList() {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const read = useRead('/v1/local/admin/pricing-views', {});
  const columns = useColumns();
  return (
    <Answered read={read} height={320}>
      {({ data }) => (
        <ListTable
          id="admin-pricing-views"
          title={t('views')}
          columns={columns}
          rows={data.map(view => ({ ...view, id: view.pricingViewId }))}
          filters={<WriteView />}
        />
      )}
    </Answered>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const links = useLinks();
  const formats = useFormats();
  return [
    {
      id: 'view',
      label: t('view'),
      heads: true,
      cell: ({ pricingViewId, label }) => (
        <Flex direction="column" gap="0.5">
          <Link
            href={links.admin(`prices/${encodeURIComponent(pricingViewId)}`)}
          >
            {label}
          </Link>
          <Text variant="body-small" color="secondary">
            {pricingViewId}
          </Text>
        </Flex>
      ),
    },
    { id: 'currency', label: t('currency'), cell: row => row.currency },
    { id: 'state', label: t('state'), cell: row => <ViewState view={row} /> },
    {
      id: 'inForce',
      label: t('inForce'),
      cell: row => {
        const version = versionIn(row, 'in_force');
        return version?.inForceAt
          ? t('since', {
              version: String(version.version),
              time: formats.day(version.inForceAt),
            })
          : t('nothingInForce');
      },
    },
    {
      id: 'draft',
      label: t('draft'),
      cell: row => {
        const pending = versionIn(row, 'pending');
        if (pending) {
          return t('waiting', { version: String(pending.version) });
        }
        return versionIn(row, 'draft') ? t('hasDraft') : t('noDraft');
      },
    },
  ];
}

export function ViewState({ view }: { view: View }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  if (view.retiredAt) {
    return <StatusMark mark="idle" label={t('retired')} />;
  }
  return (
    <StatusMark mark="good" label={t(view.isDefault ? 'default' : 'usual')} />
  );
}
