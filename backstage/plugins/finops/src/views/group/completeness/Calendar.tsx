import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  Flex,
  Link,
  Text,
  Tooltip,
  TooltipTrigger,
} from '@backstage/ui';
import { useFormats } from '../../../figures/useFormats';
import { useGroupLinks } from '../../../filters/useGroupLinks';
import { groupTranslationRef } from '../translation';
import {
  moved,
  stateOf,
  type CalendarRow,
  type ExpectedMonth,
} from './calendar';
import styles from './completeness.module.css';
import { StateIcon } from './StateIcon';
import { useCellSaid } from './useCellSaid';

interface CalendarProps {
  title: string;
  months: readonly string[];
  rows: readonly CalendarRow[];
}

/**
 * A row an entity, a column a month, the latest in sight. Tab leads into it once, arrows from cell to cell; what a cell stands for is said when it is
 * pointed at or focused, and stays below the table when it is pressed.
 */
export function Calendar({ title, months, rows }: CalendarProps) {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  const links = useGroupLinks();
  const table = useRef<HTMLTableElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const latest = months.at(-1);
  useLayoutEffect(() => {
    box.current?.scrollTo({ left: box.current.scrollWidth });
  }, [latest]);
  const [at, setAt] = useState(() => latestOf(rows));
  const [chosen, setChosen] = useState<ExpectedMonth>();
  const [atRow, atColumn] = rows[at[0]]?.cells[at[1]] ? at : latestOf(rows);
  const go = (event: KeyboardEvent) => {
    const to = moved(rows, [atRow, atColumn], event.key);
    if (to[0] !== atRow || to[1] !== atColumn) {
      event.preventDefault();
      table.current
        ?.querySelector<HTMLElement>(`[data-cell="${to.join('/')}"] button`)
        ?.focus();
    }
  };
  return (
    <Flex direction="column" gap="3">
      <div ref={box} className={styles.scrolled}>
        <table
          ref={table}
          className={styles.calendar}
          aria-label={title}
          onKeyDownCapture={go}
        >
          <thead>
            <tr>
              <th scope="col">{t('entity')}</th>
              {months.map(month => (
                <th key={month} scope="col">
                  {formats.shortMonth(month)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, rowAt) => (
              <tr key={row.entityId}>
                <th scope="row">
                  <Link href={links.entity(row.entityId)}>
                    {row.entityLabel}
                  </Link>
                </th>
                {row.cells.map((cell, columnAt) => (
                  <td key={months[columnAt]} data-cell={`${rowAt}/${columnAt}`}>
                    {cell && (
                      <Cell
                        month={cell}
                        inTabOrder={rowAt === atRow && columnAt === atColumn}
                        onFocus={() => setAt([rowAt, columnAt])}
                        onPress={() => setChosen(cell)}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div aria-live="polite">{chosen && <Details of={chosen} />}</div>
    </Flex>
  );
}

/** The last month of the first entity: where Tab leads to. */
function latestOf(rows: readonly CalendarRow[]): readonly [number, number] {
  const cells = rows[0]?.cells ?? [];
  return [
    0,
    Math.max(
      0,
      cells.findLastIndex(cell => cell !== null),
    ),
  ];
}

interface CellProps {
  month: ExpectedMonth;
  inTabOrder: boolean;
  onFocus: () => void;
  onPress: () => void;
}

function Cell({ month, inTabOrder, onFocus, onPress }: CellProps) {
  const said = useCellSaid()(month);
  return (
    <TooltipTrigger delay={200}>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<StateIcon state={stateOf(month)} />}
        aria-label={said.title}
        excludeFromTabOrder={!inTabOrder}
        onFocus={onFocus}
        onPress={onPress}
      />
      <Tooltip>
        {said.title}
        {said.facts.map(fact => (
          <div key={fact}>{fact}</div>
        ))}
      </Tooltip>
    </TooltipTrigger>
  );
}

function Details({ of }: { of: ExpectedMonth }) {
  const { t } = useTranslationRef(groupTranslationRef);
  const links = useGroupLinks();
  const { title, facts } = useCellSaid()(of);
  const { entityId: entity, period } = of;
  return (
    <Flex direction="column" gap="1">
      <Text weight="bold">{title}</Text>
      {facts.map(fact => (
        <Text key={fact}>{fact}</Text>
      ))}
      <Flex gap="4">
        <Link href={links.conformity({ entity, period })}>
          {t('conformity.title')}
        </Link>
        <Link href={links.exchanges({ entity })}>{t('exchanges.title')}</Link>
      </Flex>
    </Flex>
  );
}
