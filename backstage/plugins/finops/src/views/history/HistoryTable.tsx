import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { KeyMark, type Key } from '../../charts/Legend';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import styles from './history.module.css';
import type { HistoryLine, Point } from './lines';
import { historyTranslationRef } from './translation';

interface HistoryTableProps {
  title: string;
  keys: readonly Key[];
  lines: readonly HistoryLine[];
  /** By line, a value a month: shown instead of the amounts. */
  indexes: ReadonlyMap<string, readonly (number | null)[]> | null;
  actions: ReactNode;
}

/** A row a month, the latest first, a column a line; what all months cost below. */
export function HistoryTable(props: HistoryTableProps) {
  const { title, keys, lines, indexes, actions } = props;
  const { t } = useTranslationRef(historyTranslationRef);
  const formats = useFormats();
  const currencies = new Set(lines.map(line => line.currency));
  const [currency] = currencies;
  const rows = (lines[0]?.points ?? []).map(({ period }, index) => ({
    period,
    index,
  }));
  return (
    <Flex direction="column" gap="3">
      <Flex justify="between" align="center" gap="2">
        <Text as="h3" variant="title-x-small">
          {title}
          {!indexes && currency && ` (${currency})`}
        </Text>
        {actions}
      </Flex>
      <div
        className={styles.scrolled}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled by keyboard too
        tabIndex={0}
        role="region"
        aria-label={title}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              {keys.map(key => (
                <th key={key.id} scope="col">
                  <span className={styles.key}>
                    <KeyMark of={key} />
                    {key.label}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.reverse().map(({ period, index }) => (
              <tr key={period}>
                <th scope="row">{formats.month(period)}</th>
                {lines.map(line => (
                  <td key={line.id}>
                    <Figure
                      point={line.points[index]}
                      value={indexes && (indexes.get(line.id)?.[index] ?? null)}
                      asIndex={indexes !== null}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {!indexes && (
            <tfoot>
              <tr>
                <th scope="row">{t('range')}</th>
                {lines.map(({ id, cost, unpricedRows }) => (
                  <td key={id}>
                    <Money amount={cost} unpricedRows={unpricedRows} />
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </Flex>
  );
}

interface FigureProps {
  point: Point | undefined;
  value: number | null;
  asIndex: boolean;
}

function Figure({ point, value, asIndex }: FigureProps) {
  const { t } = useTranslationRef(historyTranslationRef);
  const formats = useFormats();
  if (!point?.published) {
    return <span title={t('notPublished')}>–</span>;
  }
  if (asIndex) {
    return (
      <>
        {value === null ? '–' : formats.quantity(Math.round(value * 10) / 10)}
      </>
    );
  }
  return <Money amount={point.cost} unpricedRows={point.unpricedRows} />;
}
