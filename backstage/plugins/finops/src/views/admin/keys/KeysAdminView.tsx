import type { ReactElement } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { useAddressed, useFilters } from '../../../filters/useFilters';
import styles from '../forms.module.css';
import { ApplicationAliases } from './ApplicationAliases';
import { AliasConflicts } from './AliasConflicts';
import { Placements } from './Placements';
import { ProductAliases } from './ProductAliases';
import { keysAdminTranslationRef } from './translation';
import { UnknownKeys } from './UnknownKeys';

const LISTS = [
  'unknown',
  'conflicts',
  'applications',
  'products',
  'placements',
] as const;

const SHOWN: Record<(typeof LISTS)[number], ReactElement> = {
  unknown: <UnknownKeys />,
  conflicts: <AliasConflicts />,
  applications: <ApplicationAliases />,
  products: <ProductAliases />,
  placements: <Placements />,
};

/** What sources call applications and products: what is unknown, what two claim, what is mapped; and where products count. */
export default function KeysAdminView() {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const { change } = useFilters();
  const [given] = useAddressed('list');
  const list = LISTS.find(one => one === given) ?? 'unknown';
  return (
    <Tabs
      selectedKey={list}
      // What was searched for in one list is not meant for the next.
      onSelectionChange={key =>
        change({
          list: key === 'unknown' ? undefined : String(key),
          q: undefined,
          state: undefined,
        })
      }
    >
      <div className={styles.beside}>
        <TabList aria-label={t('lists')}>
          {LISTS.map(id => (
            <Tab key={id} id={id}>
              {t(id)}
            </Tab>
          ))}
        </TabList>
      </div>
      {LISTS.map(id => (
        <TabPanel key={id} id={id}>
          {SHOWN[id]}
        </TabPanel>
      ))}
    </Tabs>
  );
}
