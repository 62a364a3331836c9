import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { filtersTranslationRef } from './translation';
import { useAgainst } from './useChoice';

/** Which month the one that is shown is compared with. */
export function AgainstPicker() {
  const { t } = useTranslationRef(filtersTranslationRef);
  const [against, setAgainst] = useAgainst();
  return (
    <Select
      label={t('against')}
      options={[
        { id: 'previousMonth', label: t('previousMonth') },
        { id: 'lastYear', label: t('lastYear') },
      ]}
      value={against}
      onChange={key => setAgainst(String(key))}
    />
  );
}
