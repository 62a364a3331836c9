import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import type { Amount } from '../../api/amount';
import { COLOURS } from '../../charts/palette';
import { csvText } from '../../tables/csvText';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import { ShownCsvButton } from '../../tables/ShownCsvButton';
import breakdown from '../breakdown/breakdown.module.css';
import { inAnswersOrder, useCostColumns } from '../breakdown/costColumns';
import { breakdownTranslationRef } from '../breakdown/translation';

/** What something costs, with where it leads to. */
export interface CostLine {
  id: string;
  label: string;
  href: string;
  reserved?: boolean;
  cost: Amount | null;
  previousCost: Amount | null;
  delta: Amount | null;
  deltaPercent: Amount | null;
  share: Amount | null;
  unpricedRows: number;
}

interface CostLinesProps<Line extends CostLine> {
  /** Names the table, what is remembered of it, and its file. */
  id: string;
  title: string;
  lines: readonly Line[];
  currency: string | null;
  more?: readonly ListColumn<Line>[];
  /** Where there are more of them, or as pages. */
  all?: { label: string; href: string };
}

/** Costs that are part of a larger answer, in its order: all of them are shown, and are what is downloaded. */
export function CostLines<Line extends CostLine>({
  id,
  title,
  lines,
  currency,
  more = [],
  all,
}: CostLinesProps<Line>) {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const costs = useCostColumns(COLOURS[0] ?? '');
  const columns: ListColumn<Line>[] = [
    {
      id: 'label',
      label: t('column.name'),
      heads: true,
      cell: ({ label, href, reserved }) => (
        <Link href={href} className={reserved ? breakdown.reserved : undefined}>
          {label}
        </Link>
      ),
    },
    ...costs.map(inAnswersOrder),
    ...more,
  ];
  return (
    <Card>
      <CardBody>
        <ListTable<Line>
          id={id}
          title={title}
          columns={columns}
          rows={[...lines]}
          currency={currency}
          filters={
            <>
              {all && (
                <Link href={all.href} aria-label={`${title}: ${all.label}`}>
                  {all.label}
                </Link>
              )}
              <ShownCsvButton
                title={title}
                fileName={`${id}.csv`}
                text={() => csvOf(lines)}
              />
            </>
          }
        />
      </CardBody>
    </Card>
  );
}

const NAMES = [
  'cost',
  'previousCost',
  'delta',
  'deltaPercent',
  'share',
  'unpricedRows',
] as const;

/** With every digit, under the API's own names. */
export function csvOf(lines: readonly CostLine[]): string {
  return csvText(
    ['id', 'label', ...NAMES],
    lines.map(line => [line.id, line.label, ...NAMES.map(name => line[name])]),
  );
}
