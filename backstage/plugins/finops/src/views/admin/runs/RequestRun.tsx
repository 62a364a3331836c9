import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Radio,
  RadioGroup,
  Switch,
  Text,
  type ButtonProps,
} from '@backstage/ui';
import { RiPlayLine } from '@remixicon/react';
import { useNavigate } from 'react-router-dom';
import type { components } from '../../../api/schema';
import { useWrite } from '../../../api/useWrite';
import { useLinks } from '../../../filters/useLinks';
import { FormDialog } from '../FormDialog';
import { ReasonField } from '../ReasonField';
import { RunScope } from './RunScope';
import { runsTranslationRef } from './translation';

type RunRequest = components['schemas']['RunRequest'];

interface RequestRunProps {
  /** What the form begins with: the months and domains that should be read again. */
  initial?: RunRequest;
  /** Another button than the usual one. */
  opener?: ButtonProps;
}

/** Have months read again, or be told what that would change. Leads to the run that comes of it. */
export function RequestRun({ initial, opener }: RequestRunProps) {
  const { t } = useTranslationRef(runsTranslationRef);
  const links = useLinks();
  const navigate = useNavigate();
  const [given, setGiven] = useState<RunRequest>({ dryRun: true, ...initial });
  const change = (changed: RunRequest) => setGiven({ ...given, ...changed });
  const write = useWrite((client, body: RunRequest, idempotencyKey) =>
    client.write('post', '/v1/local/admin/runs', {
      params: {},
      body,
      idempotencyKey,
    }),
  );
  const reason = given.reason?.trim() || null;
  const isRequired = Boolean(given.force);
  return (
    <FormDialog
      opener={
        opener ?? {
          variant: 'primary',
          iconStart: <RiPlayLine />,
          children: t('request'),
        }
      }
      title={t('requestTitle')}
      confirm={given.dryRun ? t('dryRunConfirm') : t('runConfirm')}
      ready={!isRequired || reason !== null}
      writing={write}
      onConfirm={close =>
        write.mutate(
          { ...given, reason },
          {
            onSuccess: ({ data }) => {
              close();
              navigate(links.admin(`runs/${data.runId}`));
            },
          },
        )
      }
    >
      <RadioGroup
        label={t('kind')}
        value={given.dryRun ? 'dry' : 'real'}
        onChange={kind => change({ dryRun: kind === 'dry' })}
      >
        <Radio value="dry">{t('dryRunKind')}</Radio>
        <Radio value="real">{t('realKind')}</Radio>
      </RadioGroup>
      <RunScope given={given} onChange={change} problem={write.error} />
      <RadioGroup
        label={t('origin')}
        value={given.origin ?? 'live'}
        onChange={origin =>
          change({ origin: origin === 'raw' ? 'raw' : 'live' })
        }
      >
        <Radio value="live">{t('origins.live')}</Radio>
        <Radio value="raw">{t('origins.raw')}</Radio>
      </RadioGroup>
      <Switch
        label={t('force')}
        isSelected={given.force}
        onChange={force => change({ force })}
      />
      <ReasonField
        value={given.reason ?? ''}
        onChange={text => change({ reason: text })}
        isRequired={isRequired}
        problem={write.error}
      />
      <Text color="secondary">
        {given.dryRun ? t('dryRunHint') : t('runHint')}
      </Text>
    </FormDialog>
  );
}
