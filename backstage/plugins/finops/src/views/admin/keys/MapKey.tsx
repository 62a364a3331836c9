import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { FormDialog } from '../FormDialog';
import { ReasonField } from '../ReasonField';
import { Search } from './Search';
import { keysAdminTranslationRef } from './translation';
import type { Alias, Mapping } from './useMapping';

/** Says what a source means by a key. */
export function MapKey({ alias, mapping }: { alias: Alias; mapping: Mapping }) {
  const { t } = useTranslationRef(keysAdminTranslationRef);
  const [id, setId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const { kind, sourceSystem: source, foreignKey: key, standing } = alias;
  const { write, setDone } = mapping;
  return (
    <FormDialog
      opener={{
        size: 'small',
        variant: 'secondary',
        children: standing ? t('remap') : t('map'),
        'aria-label': standing
          ? t('remapOf', { key, source })
          : t('mapOf', { key, source }),
      }}
      title={t('mapTitle', { key, source })}
      confirm={t('confirm')}
      ready={id !== null && reason.trim() !== ''}
      writing={write}
      onConfirm={close =>
        id !== null &&
        write.mutate(
          { alias, id, reason: reason.trim() },
          {
            onSuccess: done => {
              setDone(done);
              setReason('');
              close();
            },
          },
        )
      }
    >
      <Text>{t('mapHint')}</Text>
      {standing && <Text>{t('standsFor', { label: standing.label })}</Text>}
      <Search
        of={kind}
        label={t(kind)}
        value={id}
        onChange={setId}
        problem={write.error}
      />
      <ReasonField
        value={reason}
        onChange={setReason}
        isRequired
        problem={write.error}
      />
    </FormDialog>
  );
}
