import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, Column, Flex, Table, Text, type TableItem } from '@backstage/ui';
import { useFormats } from '../figures/useFormats';
import { ColumnsMenu } from './ColumnsMenu';
import { CsvButton } from './CsvButton';
import { descriptorOf, sortOf } from './sorting';
import styles from './tables.module.css';
import { tablesTranslationRef } from './translation';
import { useHiddenColumns } from './useHiddenColumns';
import type { PagedPath, Pages } from './usePaged';

export interface ListColumn<Row> {
  /** What the API sorts by, where it does. */
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  sortable?: boolean;
  /** Figures stand at the end of their cell. */
  figure?: boolean;
  /** Names its row; it is always shown. */
  heads?: boolean;
}

interface ListTableProps<Row extends TableItem> {
  /** Names the table, and what is remembered of it. */
  id: string;
  title: string;
  columns: readonly ListColumn<Row>[];
  rows: Row[];
  /** Said once for the whole table. */
  currency?: string | null;
  sort?: string;
  onSort?: (sort: string) => void;
  /** Left out: all rows are here. */
  pages?: Pages;
  /** What to ask for all rows as CSV. */
  csv?: { path: PagedPath; query: object };
  /** Searches and choices that are of this table alone. */
  filters?: ReactNode;
}

/** A list that is sorted, filtered and paged by the API, downloaded as CSV, and whose columns its reader chooses. */
export function ListTable<Row extends TableItem>(props: ListTableProps<Row>) {
  const {
    id,
    title,
    columns,
    rows,
    currency,
    sort,
    onSort,
    pages,
    csv,
    filters,
  } = props;
  const { t } = useTranslationRef(tablesTranslationRef);
  const [hidden, setHidden] = useHiddenColumns(id);
  return (
    <Flex direction="column" gap="3" role="region" aria-label={title}>
      <Flex justify="between" align="end" gap="3" style={{ flexWrap: 'wrap' }}>
        <Flex direction="column" gap="1">
          <Text as="h3" variant="title-x-small">
            {title}
          </Text>
          {currency && (
            <Text color="secondary">{t('amountsIn', { currency })}</Text>
          )}
        </Flex>
        <Flex gap="2" align="end" style={{ flexWrap: 'wrap' }}>
          {filters}
          <ColumnsMenu
            title={title}
            columns={columns.filter(column => !column.heads)}
            hidden={hidden}
            onChange={setHidden}
          />
          {csv && <CsvButton title={title} path={csv.path} query={csv.query} />}
        </Flex>
      </Flex>
      <div className={styles.scrolled}>
        <Table<Row>
          data={rows}
          columnConfig={columns.map(column => ({
            id: column.id,
            label: column.label,
            isSortable: column.sortable,
            isRowHeader: column.heads,
            isHidden: hidden.includes(column.id),
            header: () => (
              <Column
                id={column.id}
                allowsSorting={column.sortable}
                isRowHeader={column.heads}
                className={classOf(column)}
              >
                {column.label}
              </Column>
            ),
            cell: row => (
              <Cell className={classOf(column)}>{column.cell(row)}</Cell>
            ),
          }))}
          sort={
            sort && onSort
              ? {
                  descriptor: descriptorOf(sort),
                  onSortChange: by => onSort(sortOf(by)),
                }
              : undefined
          }
          pagination={usePagination(rows.length, pages)}
          emptyState={<Text color="secondary">{t('none')}</Text>}
        />
      </div>
    </Flex>
  );
}

function classOf({ figure, heads }: { figure?: boolean; heads?: boolean }) {
  return (figure && styles.figure) || (heads && styles.head) || undefined;
}

function usePagination(rows: number, pages: Pages | undefined) {
  const { t } = useTranslationRef(tablesTranslationRef);
  const formats = useFormats();
  if (!pages || (pages.offset === 0 && pages.next === null)) {
    return { type: 'none' as const };
  }
  return {
    type: 'page' as const,
    pageSize: pages.pageSize,
    offset: pages.offset,
    hasNextPage: pages.next !== null,
    hasPreviousPage: pages.offset > 0,
    onNextPage: pages.forward,
    onPreviousPage: pages.back,
    onPageSizeChange: pages.resize,
    getLabel: () =>
      t('page', {
        from: formats.exact(pages.offset + 1),
        to: formats.exact(pages.offset + rows),
      }),
  };
}
