import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, SearchField, Select } from '@backstage/ui';
import { useFormats } from '../../../figures/useFormats';
import { monthsAfter, monthsBetween } from '../../../filters/months';
import { useAddressed } from '../../../filters/useFilters';
import styles from './audit.module.css';
import { auditTranslationRef } from './translation';
import { useActions } from './useActions';

const YEARS = 3;
const ANY = 'any';

/** Who did what, and when. */
export function AuditFilters() {
  const { t } = useTranslationRef(auditTranslationRef);
  const [actor, setActor] = useAddressed('actor');
  const [chosen, setChosen] = useAddressed('action');
  const { actions } = useActions();
  return (
    <Flex
      role="group"
      aria-label={t('filters')}
      className={styles.filters}
      align="end"
      gap="4"
      style={{ flexWrap: 'wrap' }}
    >
      <SearchField
        key={actor}
        label={t('actor')}
        defaultValue={actor}
        placeholder={t('actorHint')}
        onSubmit={text => setActor(text.trim() || undefined)}
        onClear={() => setActor(undefined)}
      />
      <Select
        selectionMode="multiple"
        label={t('action')}
        placeholder={t('anyAction')}
        options={actions}
        value={chosen?.split(',') ?? []}
        onChange={keys => setChosen(keys.join(',') || undefined)}
      />
      <MonthSelect name="from" />
      <MonthSelect name="to" />
    </Flex>
  );
}

function MonthSelect({ name }: { name: 'from' | 'to' }) {
  const { t } = useTranslationRef(auditTranslationRef);
  const formats = useFormats();
  const [value, setValue] = useAddressed(name);
  const now = new Date().toISOString().slice(0, 'YYYY-MM'.length);
  const months = monthsBetween(monthsAfter(now, -12 * YEARS), now).reverse();
  return (
    <Select
      label={t(name)}
      options={[
        { id: ANY, label: t('anyMonth') },
        ...months.map(id => ({ id, label: formats.month(id) })),
      ]}
      value={value ?? ANY}
      onChange={key => setValue(key === ANY ? undefined : String(key))}
    />
  );
}
