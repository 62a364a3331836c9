import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { Amount } from '../../../api/amount';
import type { components } from '../../../api/schema';
import { useFormats } from '../../../figures/useFormats';
import styles from '../forms.module.css';
import { budgetsAdminTranslationRef } from './translation';

type Changes = components['schemas']['BudgetChanges'];

/** What other budgets would change: what each kind adds up to by month, and the lines. */
export function BudgetChanges({ changes }: { changes: Changes }) {
  const { t } = useTranslationRef(budgetsAdminTranslationRef);
  const formats = useFormats();
  const totals = changes.months.filter(
    ({ before, after }) => String(before) !== String(after),
  );
  const all = changes.added + changes.changed + changes.removed;
  const shown = changes.changes.length;
  const lines = [
    t('changes', { count: all }),
    ...(shown < all ? [t('firstOf', { shown: formats.exact(shown) })] : []),
  ].join(', ');
  return (
    <>
      <Table title={t('totals')} head={[t('scope'), t('month')]}>
        {totals.map(({ scope, month, before, after }) => (
          <tr key={`${scope}/${month}`}>
            <th scope="row">{t(`scopes.${scope}`)}</th>
            <td data-text>{formats.month(month)}</td>
            <BeforeAfter before={before} after={after} />
          </tr>
        ))}
      </Table>
      <Table title={lines} head={[t('id'), t('scope'), t('month'), t('kind')]}>
        {changes.changes.map(({ scope, scopeId, month, before, after }) => (
          <tr key={`${scope}/${scopeId}/${month}`}>
            <th scope="row">{scopeId}</th>
            <td data-text>{t(`scopes.${scope}`)}</td>
            <td data-text>{formats.month(month)}</td>
            <td data-text>{t(`kinds.${kindOf(before, after)}`)}</td>
            <BeforeAfter before={before} after={after} />
          </tr>
        ))}
      </Table>
    </>
  );
}

function kindOf(before: Amount | null, after: Amount | null) {
  if (before === null) {
    return 'added';
  }
  return after === null ? 'removed' : 'changed';
}

interface TableProps {
  title: string;
  /** Of the columns before the two amounts. */
  head: readonly string[];
  children: ReactNode;
}

function Table({ title, head, children }: TableProps) {
  const { t } = useTranslationRef(budgetsAdminTranslationRef);
  return (
    <Flex direction="column" gap="1">
      <Text as="h4" variant="body-medium" weight="bold">
        {title}
      </Text>
      <div
        className={styles.scrolled}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled by keyboard too
        tabIndex={0}
        role="region"
        aria-label={title}
      >
        <table className={styles.figures}>
          <thead>
            <tr>
              {head.map(name => (
                <th key={name} scope="col" data-text>
                  {name}
                </th>
              ))}
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </Flex>
  );
}

function BeforeAfter(of: { before: Amount | null; after: Amount | null }) {
  const formats = useFormats();
  const exact = (amount: Amount | null) =>
    amount === null ? '–' : formats.exact(amount);
  return (
    <>
      <td>{exact(of.before)}</td>
      <td>{exact(of.after)}</td>
    </>
  );
}
