import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Switch, Text, TextField } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import type { components } from '../../../api/schema';
import { useWrite } from '../../../api/useWrite';
import { faultOf } from '../faults';
import { FormDialog } from '../FormDialog';
import { ReasonField } from '../ReasonField';
import { useRequired } from '../useRequired';
import { pricesAdminTranslationRef } from './translation';
import type { View } from './versions';

interface Given {
  id: string;
  body: components['schemas']['ViewRequest'];
}

/** A new pricing view; or another name, another currency, and the default, for one that there is. */
export function WriteView({ view }: { view?: View }) {
  const { t } = useTranslationRef(pricesAdminTranslationRef);
  const required = useRequired();
  const [given, setGiven] = useState<Given>({
    id: view?.pricingViewId ?? '',
    body: {
      label: view?.label ?? '',
      currency: view?.currency ?? '',
      isDefault: view?.isDefault ?? false,
      reason: '',
    },
  });
  const { id, body } = given;
  const change = (changed: Partial<Given['body']>) =>
    setGiven({ ...given, body: { ...body, ...changed } });
  const write = useWrite((client, one: Given, idempotencyKey) =>
    client.write('put', '/v1/local/admin/pricing-views/{view}', {
      params: { path: { view: one.id } },
      body: one.body,
      idempotencyKey,
    }),
  );
  return (
    <FormDialog
      opener={{
        size: 'small',
        variant: view ? 'secondary' : 'primary',
        iconStart: view ? undefined : <RiAddLine />,
        children: view ? t('change') : t('new'),
      }}
      title={view ? t('changeTitle', { view: view.label }) : t('newTitle')}
      confirm={view ? t('save') : t('create')}
      ready={[id, body.label, body.currency, body.reason].every(text =>
        text.trim(),
      )}
      writing={write}
      onConfirm={close =>
        write.mutate(
          { ...given, id: id.trim() },
          {
            onSuccess: () => {
              close();
              change({ reason: '' });
            },
          },
        )
      }
    >
      <Text>{view ? t('changeHint') : t('newHint')}</Text>
      {!view && (
        <TextField
          label={t('id')}
          description={t('idHint')}
          {...required}
          value={id}
          onChange={text => setGiven({ ...given, id: text })}
          {...faultOf(write.error, 'view')}
        />
      )}
      <TextField
        label={t('label')}
        {...required}
        value={body.label}
        onChange={label => change({ label })}
        {...faultOf(write.error, 'label')}
      />
      <TextField
        label={t('currency')}
        description={t('currencyHint')}
        {...required}
        value={body.currency}
        onChange={currency => change({ currency })}
        {...faultOf(write.error, 'currency')}
      />
      {view && (
        <Switch
          label={t('makeDefault')}
          isSelected={body.isDefault}
          onChange={isDefault => change({ isDefault })}
        />
      )}
      <ReasonField
        value={body.reason}
        onChange={reason => change({ reason })}
        isRequired
        problem={write.error}
      />
    </FormDialog>
  );
}
