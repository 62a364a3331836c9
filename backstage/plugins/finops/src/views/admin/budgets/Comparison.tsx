import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Select } from '@backstage/ui';
import type { Amount } from '../../../api/amount';
import type { Answer, Asked } from '../../../api/FinopsClient';
import { Money } from '../../../figures/Money';
import { useFormats } from '../../../figures/useFormats';
import { FilterBar } from '../../../filters/FilterBar';
import { useAddressed, useFilters } from '../../../filters/useFilters';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged } from '../../../tables/usePaged';
import { StatusMark, type Mark } from '../../../states/StatusMark';
import { budgetsAdminTranslationRef } from './translation';

const PATH = '/v1/local/budgets/comparison';
const SCOPES = [
  'entity',
  'domain',
  'family',
  'product',
  'application',
] as const;
const SORTS = [
  'scope',
  'label',
  '-label',
  'monthPercent',
  '-monthPercent',
  'toDatePercent',
  '-toDatePercent',
  'forecastPercent',
  '-forecastPercent',
] as const;
const ALL = 'all';

type Standing = Answer<typeof PATH>['data'][number];
type Row = Standing & { id: string };

const MARKS: Record<Standing['status'], Mark> = {
  under: 'good',
  at_risk: 'warning',
  over: 'bad',
  none: 'idle',
};

/** Every budget of a month and its year, against what was spent. */
export function Comparison() {
  const { t } = useTranslationRef(budgetsAdminTranslationRef);
  const { filters } = useFilters();
  const [givenScope, setScope] = useAddressed('scope');
  const [givenSort, setSort] = useAddressed('sort');
  const scope = SCOPES.find(one => one === givenScope);
  const sort = SORTS.find(one => one === givenSort) ?? 'scope';
  const query: NonNullable<Asked<typeof PATH>['query']> = {
    period: filters.period,
    pricingView: filters.pricingView,
    scope,
    sort,
  };
  const { read, pages } = usePaged(PATH, { query });
  const columns = useColumns();
  return (
    <Flex direction="column" gap="4">
      <FilterBar
        period={read.data?.meta.period ?? null}
        without={['environment']}
      />
      <Answered read={read} height={480}>
        {({ data, meta }) => (
          <ListTable
            id="admin-budgets"
            title={t('comparison')}
            columns={columns}
            rows={data.map(row => ({
              ...row,
              id: `${row.scope}/${row.scopeId}`,
            }))}
            currency={meta.currency}
            sort={sort}
            onSort={setSort}
            pages={pages}
            csv={{ path: PATH, query }}
            filters={
              <Select
                size="small"
                aria-label={t('scope')}
                options={[
                  { id: ALL, label: t('all') },
                  ...SCOPES.map(id => ({ id, label: t(`scopes.${id}`) })),
                ]}
                value={scope ?? ALL}
                onChange={key =>
                  setScope(key === ALL ? undefined : String(key))
                }
              />
            }
          />
        )}
      </Answered>
    </Flex>
  );
}

function useColumns(): ListColumn<Row>[] {
  const { t } = useTranslationRef(budgetsAdminTranslationRef);
  const formats = useFormats();
  const money = (
    id: 'monthBudget' | 'monthCost' | 'toDateBudget' | 'toDateCost',
    of: (row: Row) => { amount: Amount | null; unpricedRows?: number },
  ): ListColumn<Row> => ({
    id,
    label: t(id),
    figure: true,
    cell: row => <Money {...of(row)} />,
  });
  const percent = (
    id: 'monthPercent' | 'toDatePercent' | 'forecastPercent',
    of: (row: Row) => Amount | null,
  ): ListColumn<Row> => ({
    id,
    label: t(id),
    figure: true,
    sortable: true,
    cell: row => {
      const value = of(row);
      return value === null ? '–' : formats.percent(value);
    },
  });
  return [
    {
      id: 'label',
      label: t('name'),
      heads: true,
      sortable: true,
      cell: row => <Scope of={row} />,
    },
    {
      id: 'scope',
      label: t('scope'),
      cell: ({ scope }) => t(`scopes.${scope}`),
    },
    {
      id: 'status',
      label: t('status'),
      cell: ({ status }) => (
        <StatusMark mark={MARKS[status]} label={t(`statuses.${status}`)} />
      ),
    },
    money('monthBudget', ({ month }) => ({ amount: month.budget })),
    money('monthCost', ({ month }) => ({
      amount: month.cost,
      unpricedRows: month.unpricedRows,
    })),
    percent('monthPercent', ({ month }) => month.percent),
    money('toDateBudget', ({ toDate }) => ({ amount: toDate.budget })),
    money('toDateCost', ({ toDate }) => ({
      amount: toDate.cost,
      unpricedRows: toDate.unpricedRows,
    })),
    percent('toDatePercent', ({ toDate }) => toDate.percent),
    percent('forecastPercent', ({ year }) => year.forecastPercent),
  ];
}

/** What the budget is of, leading there. */
function Scope({ of }: { of: Standing }) {
  const links = useLinks();
  const { scope, scopeId, scopeLabel } = of;
  const hrefs: Record<Standing['scope'], () => string> = {
    entity: links.dashboard,
    domain: () => links.domain(scopeId),
    family: () => links.family(scopeId),
    product: () => links.product(scopeId),
    application: () => links.application(scopeId),
  };
  return <Link href={hrefs[scope]()}>{scopeLabel}</Link>;
}
