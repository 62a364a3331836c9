import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { components } from '../../../api/schema';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { DownloadButton } from '../DownloadButton';
import { StatusMark } from '../../../states/StatusMark';
import { budgetsAdminTranslationRef } from './translation';

type Row = components['schemas']['BudgetVersion'] & { id: string };

/** Every version of budgets, those in force first; each as a file that can be sent back. */
export function Versions() {
  const { t } = useTranslationRef(budgetsAdminTranslationRef);
  const read = useRead('/v1/local/admin/budgets', {});
  const columns = useColumns();
  return (
    <Answered read={read}>
      {({ data }) => (
        <ListTable
          id="admin-budget-versions"
          title={t('versions')}
          columns={columns}
          rows={data.map(row => ({
            ...row,
            id: `${row.pricingView}/${row.version}`,
          }))}
        />
      )}
    </Answered>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(budgetsAdminTranslationRef);
  const formats = useFormats();
  return [
    {
      id: 'version',
      label: t('version'),
      heads: true,
      cell: ({ pricingView, version }) => `${pricingView} ${version}`,
    },
    {
      id: 'state',
      label: t('state'),
      cell: ({ inForce }) => (
        <StatusMark
          mark={inForce ? 'good' : 'idle'}
          label={t(inForce ? 'inForce' : 'superseded')}
        />
      ),
    },
    {
      id: 'months',
      label: t('months'),
      cell: ({ from, to }) =>
        from && to
          ? t('span', { from: formats.month(from), to: formats.month(to) })
          : '–',
    },
    {
      id: 'lines',
      label: t('lines'),
      cell: ({ lines }) => formats.exact(lines),
    },
    { id: 'reason', label: t('reason'), cell: ({ reason }) => reason },
    { id: 'author', label: t('author'), cell: ({ author }) => author },
    {
      id: 'published',
      label: t('publishedAt'),
      cell: ({ publishedAt }) => formats.time(publishedAt),
    },
    {
      id: 'file',
      label: t('file'),
      cell: ({ pricingView: view, version }) => (
        <DownloadButton
          title={t('fileOf', { view, version: String(version) })}
          path="/v1/local/admin/budgets/{view}/versions/{version}"
          asked={{ path: { view, version: String(version) } }}
          fileName={`budgets-${view}-${version}.csv`}
        />
      ),
    },
  ];
}
