import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import type { Answer, Asked } from '../../../api/FinopsClient';
import { useRead } from '../../../api/useRead';
import { useFormats } from '../../../figures/useFormats';
import { MonthPicker } from '../../../filters/MonthPicker';
import { useAddressed, useFilters } from '../../../filters/useFilters';
import { Answered } from '../../../states/Answered';
import { ListTable, type ListColumn } from '../../../tables/ListTable';
import { usePaged } from '../../../tables/usePaged';
import styles from '../forms.module.css';
import { MapKey } from './MapKey';
import { Mapped } from './Mapped';
import { keysAdminTranslationRef } from './translation';
import { useMapping, type Mapping } from './useMapping';

const PATH = '/v1/local/admin/referential/unknown-keys';
const KINDS = ['application', 'product'] as const;
const ALL = 'all';

type Row = Answer<typeof PATH>['data'][number] & { id: string };

/** Keys with quantities that no alias knows, by month, mapped where they stand. */
export function UnknownKeys() {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const { filters } = useFilters();
  const [givenKind, setKind] = useAddressed('kind');
  const [domain, setDomain] = useAddressed('of');
  const kind = KINDS.find(one => one === givenKind);
  const domains = useRead('/v1/local/status', {}).data?.data.domains ?? [];
  const query: NonNullable<Asked<typeof PATH>['query']> = {
    period: filters.period,
    kind,
    domain: domain ? [domain] : undefined,
  };
  const { read, pages } = usePaged(PATH, { query });
  const mapping = useMapping();
  const columns = useColumns(mapping);
  return (
    <Flex direction="column" gap="4" pt="4">
      <Text color="secondary">{t('unknownHint')}</Text>
      <Mapped mapping={mapping} />
      <div className={styles.choices}>
        <MonthPicker period={read.data?.meta.period ?? null} />
        <Select
          label={t('domain')}
          options={[
            { id: ALL, label: t('all') },
            ...domains.map(one => ({
              id: one.domainId,
              label: one.domainLabel,
            })),
          ]}
          value={domain ?? ALL}
          onChange={key => setDomain(key === ALL ? undefined : String(key))}
        />
        <Select
          label={t('kind')}
          options={[
            { id: ALL, label: t('all') },
            ...KINDS.map(id => ({ id, label: t(`kinds.${id}`) })),
          ]}
          value={kind ?? ALL}
          onChange={key => setKind(key === ALL ? undefined : String(key))}
        />
      </div>
      <Answered read={read} height={480}>
        {({ data }) => (
          <ListTable
            id="admin-unknown-keys"
            title={t('unknown')}
            columns={columns}
            rows={data.map(row => ({ ...row, id: idOf(row) }))}
            pages={pages}
            csv={{ path: PATH, query }}
          />
        )}
      </Answered>
    </Flex>
  );
}

function idOf(row: Omit<Row, 'id'>): string {
  const { domainId, kind, sourceSystem, foreignKey, metric } = row;
  return JSON.stringify([domainId, kind, sourceSystem, foreignKey, metric]);
}

function useColumns(mapping: Mapping): ListColumn<Row>[] {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const formats = useFormats();
  return [
    {
      id: 'key',
      label: t('key'),
      heads: true,
      cell: ({ foreignKey, keyCount }) =>
        foreignKey ?? (
          <span className={styles.reserved}>
            {keyCount > 0 ? t('rest', { count: keyCount }) : t('keyless')}
          </span>
        ),
    },
    { id: 'source', label: t('source'), cell: row => row.sourceSystem },
    { id: 'kind', label: t('kind'), cell: row => t(`kinds.${row.kind}`) },
    { id: 'domain', label: t('domain'), cell: row => row.domainLabel },
    {
      id: 'quantity',
      label: t('quantity'),
      figure: true,
      cell: ({ quantity, unit, metric }) => (
        <span title={`${formats.exact(quantity)} ${metric}`}>
          {`${formats.quantity(quantity)} ${unit}`}
        </span>
      ),
    },
    {
      id: 'rows',
      label: t('rows'),
      figure: true,
      cell: ({ rows }) => formats.exact(rows),
    },
    {
      id: 'action',
      label: t('action'),
      cell: ({ foreignKey, sourceSystem, kind }) =>
        foreignKey === null ? null : (
          <MapKey
            alias={{ kind, sourceSystem, foreignKey }}
            mapping={mapping}
          />
        ),
    },
  ];
}
