import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import { useLocation } from 'react-router-dom';
import type { Answer } from '../../api/FinopsClient';
import { ListTable, type ListColumn } from '../../tables/ListTable';
import {
  inAnswersOrder,
  useCostColumns,
  useEffectColumns,
} from './costColumns';
import { breakdownTranslationRef } from './translation';

type Line =
  Answer<'/v1/local/families/{family}'>['data']['environments'][number];
type Row = Line & { id: string };

interface EnvironmentsProps {
  lines: readonly Line[];
  currency: string | null;
  colour: string;
}

/** The same cost by environment; each leads to the view of it alone. */
export function Environments({ lines, currency, colour }: EnvironmentsProps) {
  const { t } = useTranslationRef(breakdownTranslationRef);
  const { pathname, search } = useLocation();
  const alone = (environment: string) => {
    const address = new URLSearchParams(search);
    address.set('environment', environment);
    return `${pathname}?${address}`;
  };
  const columns: ListColumn<Row>[] = [
    {
      id: 'environment',
      label: t('column.environment'),
      heads: true,
      cell: ({ environment }) => (
        <Link href={alone(environment)}>{environment}</Link>
      ),
    },
    ...useCostColumns(colour).map(inAnswersOrder),
    ...useEffectColumns(),
  ];
  return (
    <Card>
      <CardBody>
        <ListTable<Row>
          id="breakdown-environments"
          title={t('environments')}
          columns={columns}
          rows={lines.map(line => ({ ...line, id: line.environment }))}
          currency={currency}
        />
      </CardBody>
    </Card>
  );
}
